#!/usr/bin/env bash
# A real S3 server for tests: OpenStack Swift with its s3api, on loopback, in a folder and a mount namespace of its own.
# s3-server.sh DIR [FIRST_PORT]: needs root and Debian's packages swift-{proxy,account,container,object}, memcached,
# python3-swift. Listens on 127.0.0.1:FIRST_PORT (default 8088) and the four ports after it until it is ended, with all
# that it started. Path style, region us-east-1, key test:tester, secret testing.
set -euo pipefail

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
		user = root
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

proxy_config() {
	defaults "$PORT"
	cat <<-END
		[pipeline:main]
		pipeline = catch_errors cache listing_formats s3api tempauth bulk slo dlo proxy-server
		[app:proxy-server]
		use = egg:swift#proxy
		account_autocreate = true
		allow_account_management = true
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

ring() {
	swift-ring-builder "$1.builder" create 4 1 0
	swift-ring-builder "$1.builder" add "r1z1-127.0.0.1:$2/disk" 1
	# Answers 1 when there was nothing to move, which there never is.
	swift-ring-builder "$1.builder" rebalance || [[ $? == 1 ]]
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

# Swift looks for swift.conf in /etc/swift: the folder is bound over it where only these processes see it. They have a
# namespace of processes, too: when its first one is killed, the kernel ends all others. Nothing outlives ten minutes.
timeout --signal=KILL 600 unshare --mount --pid --fork --kill-child bash -c '
	mkdir -p /etc/swift
	mount --bind "$1" /etc/swift
	memcached -u root -l 127.0.0.1 -p "$3" &
	for name in account container object; do
		"swift-$name-server" "$1/$name-server.conf" >"$2/log/$name" 2>&1 &
	done
	exec swift-proxy-server "$1/proxy-server.conf" >"$2/log/proxy" 2>&1
' _ "$ETC" "$ROOT" "$MEMCACHED" &
trap 'pkill --signal KILL --parent "$!"; wait' TERM INT EXIT
wait
