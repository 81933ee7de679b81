#!/usr/bin/env bash
# A real S3 server for tests: OpenStack Swift with its s3api, on loopback, in a folder of its own, by any user.
# s3-server.sh DIR [FIRST_PORT]: needs Debian's or Ubuntu's packages swift-{proxy,account,container,object}, memcached,
# python3-swift. Listens on 127.0.0.1:FIRST_PORT (default 8088) and the four ports after it until it is ended, with all
# that it started; the first port only answers when all behind it do. Path style, region us-east-1, key test:tester,
# secret testing.
set -euo pipefail

# Nothing outlives ten minutes.
[[ -n ${S3_SERVER_LIMITED:-} ]] || S3_SERVER_LIMITED=1 exec timeout --kill-after=5 600 bash "$0" "$@"

readonly ROOT=$(realpath -m "$1")
readonly PORT=${2:-8088}
readonly MEMCACHED=$((PORT + 1)) OBJECT=$((PORT + 2)) CONTAINER=$((PORT + 3)) ACCOUNT=$((PORT + 4))
readonly ETC="$ROOT/etc"
mkdir -p "$ROOT/node/disk" "$ETC" "$ROOT/log"

defaults() {
	cat <<-END
		[DEFAULT]
		bind_ip = 127.0.0.1
		bind_port = $1
		workers = 0
		user = $(id -un)
		swift_dir = $ETC
		devices = $ROOT/node
		mount_check = false
		log_level = ERROR
	END
}

storage_config() {
	defaults "$2"
	cat <<-END
		[pipeline:main]
		pipeline = $1-server
		[app:$1-server]
		use = egg:swift#$1
	END
}

# Three errors in a minute would shut a server out for that minute, on a busy machine without a fault of its own.
proxy_config() {
	defaults "$PORT"
	cat <<-END
		[pipeline:main]
		pipeline = catch_errors cache listing_formats s3api tempauth bulk slo dlo proxy-server
		[app:proxy-server]
		use = egg:swift#proxy
		account_autocreate = true
		allow_account_management = true
		error_suppression_interval = 0
		error_suppression_limit = 1000000
		conn_timeout = 5
		[filter:cache]
		use = egg:swift#memcache
		memcache_servers = 127.0.0.1:$MEMCACHED
		[filter:s3api]
		use = egg:swift#s3api
		location = us-east-1
		s3_acl = false
		check_bucket_owner = false
		allow_multipart_uploads = true
		min_segment_size = 5242880
		[filter:tempauth]
		use = egg:swift#tempauth
		user_test_tester = testing .admin
	END
	local filter
	for filter in catch_errors listing_formats bulk slo dlo; do
		printf '[filter:%s]\nuse = egg:swift#%s\n' "$filter" "$filter"
	done
}

# Swift looks for swift.conf in /etc/swift: here each program is told of another folder before it begins.
readonly ELSEWHERE='
import runpy, sys
from swift.common.utils import set_swift_dir
set_swift_dir(sys.argv[1])
sys.argv = sys.argv[2:]
runpy.run_path(sys.argv[0], run_name="__main__")
'
swift() {
	local program
	program=$(command -v "$1")
	shift
	# The kernel ends it when this script ends, however that may be.
	exec setpriv --pdeathsig KILL /usr/bin/python3 -c "$ELSEWHERE" "$ETC" "$program" "$@"
}

ring() {
	swift-ring-builder "$1.builder" create 4 1 0
	swift-ring-builder "$1.builder" add "r1z1-127.0.0.1:$2/disk" 1
	# Answers 1 when there was nothing to move, which there never is.
	swift-ring-builder "$1.builder" rebalance || [[ $? == 1 ]]
}

# answers PORT PID: waits until something listens there; fails when the process has ended.
answers() {
	until (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; do
		kill -0 "$2" || return 1
		sleep 0.1
	done
}

cat >"$ETC/swift.conf" <<-END
	[swift-hash]
	swift_hash_path_suffix = tests
	swift_hash_path_prefix = tests
	[storage-policy:0]
	name = one
	default = yes
END
storage_config object "$OBJECT" >"$ETC/object-server.conf"
storage_config container "$CONTAINER" >"$ETC/container-server.conf"
storage_config account "$ACCOUNT" >"$ETC/account-server.conf"
proxy_config >"$ETC/proxy-server.conf"
cd "$ETC"
{ ring object "$OBJECT" && ring container "$CONTAINER" && ring account "$ACCOUNT"; } >"$ROOT/log/rings"

started=()
trap 'kill -KILL "${started[@]}" 2>/dev/null || true' EXIT
trap 'exit 143' TERM INT
(exec setpriv --pdeathsig KILL memcached -u "$(id -un)" -l 127.0.0.1 -p "$MEMCACHED") >"$ROOT/log/memcached" 2>&1 &
started+=("$!")
for name in account container object; do
	(swift "swift-$name-server" "$ETC/$name-server.conf") >"$ROOT/log/$name" 2>&1 &
	started+=("$!")
done
behind=("$MEMCACHED" "$ACCOUNT" "$CONTAINER" "$OBJECT")
for index in "${!behind[@]}"; do
	answers "${behind[$index]}" "${started[$index]}"
done
(swift swift-proxy-server "$ETC/proxy-server.conf") >"$ROOT/log/proxy" 2>&1 &
started+=("$!")
# When one of them ends, all do.
wait -n
