/** The agent as a Windows scheduled task: the XML that `schtasks /Create /XML` reads. Needs nothing but Windows. */
import { escapedXml } from '../kernel/xml';

/** Name of the task. */
export const TASK = 'CapCut Render Agent';

/** What the task starts. */
export interface TaskProgram {
	/** Absolute path. */
	readonly program: string;
	/** As they stand on a command line, quoted where needed. */
	readonly args: string;
	/** Working folder. */
	readonly folder: string;
}

/**
 * The task: starts at boot with nobody logged in, as SYSTEM, without the limit of 72 hours that tasks have by default,
 * on battery too, and not a second time while it runs.
 */
export const taskXml = ({
	program,
	args,
	folder,
}: TaskProgram): string => `<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>Renders JianYing/CapCut drafts for n8n and other workflows.</Description>
    <URI>\\${escapedXml(TASK)}</URI>
  </RegistrationInfo>
  <Triggers>
    <BootTrigger>
      <Enabled>true</Enabled>
    </BootTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>S-1-5-18</UserId>
      <RunLevel>HighestAvailable</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <AllowHardTerminate>true</AllowHardTerminate>
    <StartWhenAvailable>true</StartWhenAvailable>
    <RunOnlyIfNetworkAvailable>false</RunOnlyIfNetworkAvailable>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <Priority>7</Priority>
    <RestartOnFailure>
      <Interval>PT1M</Interval>
      <Count>999</Count>
    </RestartOnFailure>
    <Enabled>true</Enabled>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>${escapedXml(program)}</Command>
      <Arguments>${escapedXml(args)}</Arguments>
      <WorkingDirectory>${escapedXml(folder)}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
`;

/** The XML as Windows reads it: UTF-16, little end first, with its mark. */
export const taskFile = (task: TaskProgram): Buffer =>
	Buffer.from(`\uFEFF${taskXml(task).replaceAll('\n', '\r\n')}`, 'utf16le');
