#!/bin/sh
exec /usr/local/bin/kubelet "$@"
