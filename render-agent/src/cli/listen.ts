/** Has the service listen where the settings say, or says in words who is there already. */
import type { Settings } from '../config/schema';
import type { createServer } from '../http/server';
import { AgentError } from '../kernel/errors';

const isTaken = (cause: unknown): boolean =>
	typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'EADDRINUSE';

/** Gives the address at which it listens. @throws {AgentError} NOT_READY when the port is another's */
export const listen = async (
	app: Awaited<ReturnType<typeof createServer>>,
	{ host, port }: Pick<Settings, 'host' | 'port'>,
): Promise<string> => {
	try {
		return await app.listen({ host, port });
	} catch (cause) {
		if (!isTaken(cause)) throw cause;
		throw new AgentError('NOT_READY', {
			object: {
				zh: `${host} 的端口 ${String(port)} 已被占用，请停止占用它的程序，或设置 RENDER_AGENT_PORT`,
				en: `port ${String(port)} of ${host} is taken; stop what listens there, or set RENDER_AGENT_PORT`,
			},
			cause,
		});
	}
};
