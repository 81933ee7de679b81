#!/usr/bin/env bash
# Cross-compiles ffmpeg.exe and ffprobe.exe for 64-bit Windows from Debian's sources, with x264: the ffmpeg of the Wine test.
# usage: build-ffmpeg.sh FOLDER   (kept there; a second call with the same versions does nothing)
# Needs Debian with: gcc-mingw-w64-x86-64-win32 binutils-mingw-w64-x86-64 nasm libz-mingw-w64-dev dpkg-dev make
set -euo pipefail

readonly OUT=$(realpath -m "${1:?usage: build-ffmpeg.sh FOLDER}")
readonly HOST=x86_64-w64-mingw32
readonly WORK="$OUT/work"
readonly PREFIX="$WORK/prefix"

for tool in "$HOST-gcc" "$HOST-strip" nasm dpkg-source make; do
	command -v "$tool" >/dev/null || { echo "build-ffmpeg: $tool is missing" >&2; exit 3; }
done
if [[ -s $OUT/ffmpeg.exe && -s $OUT/ffprobe.exe ]]; then exit 0; fi
rm -rf "$WORK"
mkdir -p "$PREFIX" "$WORK/lists/partial"
cd "$WORK"

# The machine's own package sources, read as sources of source packages; nothing of the system is changed.
{
	cat /etc/apt/sources.list 2>/dev/null || true
	cat /etc/apt/sources.list.d/*.list 2>/dev/null || true
} | sed -n 's/^deb /deb-src /p' >sources.list
for file in /etc/apt/sources.list.d/*.sources; do
	[[ -e $file ]] || continue
	grep -q -i debian "$file" || continue
	sed 's/^Types:.*/Types: deb-src/' "$file" >>parts.sources
	echo >>parts.sources
done
mkdir -p parts
[[ -e parts.sources ]] && mv parts.sources parts/debian.sources
own=(-o "Dir::Etc::SourceList=$WORK/sources.list" -o "Dir::Etc::SourceParts=$WORK/parts" -o "Dir::State::Lists=$WORK/lists" -o APT::Sandbox::User=root)
apt-get "${own[@]}" update -qq
apt-get "${own[@]}" source -qq --download-only x264 ffmpeg
for description in x264_*.dsc ffmpeg_*.dsc; do
	dpkg-source --no-check -x "$description" "$WORK/${description%%_*}" >/dev/null
done

(
	cd x264
	./configure --host="$HOST" --cross-prefix="$HOST-" --prefix="$PREFIX" --enable-static --disable-cli --disable-opencl
	make -j"$(nproc)" install
) >"$OUT/x264.log" 2>&1

# Decoders, demuxers and filters are all there, as on Linux; of what writes, only what the agent makes.
(
	cd ffmpeg
	PKG_CONFIG_LIBDIR="$PREFIX/lib/pkgconfig" ./configure --arch=x86_64 --target-os=mingw32 --cross-prefix="$HOST-" \
		--pkg-config=pkg-config --pkg-config-flags=--static --extra-ldflags=-static \
		--enable-gpl --enable-libx264 --disable-doc --disable-ffplay --disable-network --disable-autodetect --enable-zlib \
		--disable-debug --disable-encoders --disable-muxers --disable-devices --enable-indev=lavfi \
		--enable-encoder=libx264,aac,rawvideo,wrapped_avframe,png,mjpeg,pcm_s16le,pcm_f32le,pcm_s24le \
		--enable-muxer=mp4,mov,ipod,matroska,webm,rawvideo,null,image2,image2pipe,wav,pcm_f32le,pcm_s16le,h264,mpegts,hash,framehash,md5,framemd5
	make -j"$(nproc)"
) >"$OUT/ffmpeg.log" 2>&1

for program in ffmpeg ffprobe; do
	"$HOST-strip" -o "$OUT/$program.exe" "ffmpeg/$program.exe"
done
cp ffmpeg/COPYING.GPLv2 "$OUT/LICENSE.ffmpeg.txt"
cp x264/COPYING "$OUT/LICENSE.x264.txt"
rm -rf "$WORK"
