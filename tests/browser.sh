#!/bin/sh
# A Chromium for the tests of the pages: the machine's own, else Debian's package, else Playwright's download.
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends chromium >/dev/null && exit 0
fi
"$(dirname "$0")/../.venv/bin/playwright" install --only-shell chromium ||
    echo "No Chromium could be had: the tests of the pages in a browser will be skipped. Install one and run again." >&2
