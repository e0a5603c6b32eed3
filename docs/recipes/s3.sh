#!/usr/bin/env bash
# Publish to S3 behind CloudFront. Needs BUCKET and DISTRIBUTION in the environment.
set -euo pipefail
waypost check --strict
waypost build
python3 - <<'LIST' > hashed.txt
import pathlib, re
site = pathlib.Path("site")
hashed = re.compile(r"^assets/.*\.[0-9a-f]{8,64}\.(?:min\.)?[a-z0-9]+$")
for path in site.rglob("*"):
    name = path.relative_to(site).as_posix()
    if path.is_file() and hashed.match(name):
        print(name)
LIST
rm -rf hashed && mkdir hashed
(cd site && xargs -a ../hashed.txt cp --parents -t ../hashed)
aws s3 sync hashed "s3://$BUCKET" --cache-control "public, max-age=31536000, immutable"
aws s3 sync site "s3://$BUCKET" --delete --cache-control "no-cache" \
  --exclude "_serve/*" --exclude "_headers" --exclude "_redirects" --exclude ".waypost-site"
aws cloudfront create-invalidation --distribution-id "$DISTRIBUTION" --paths "/*"
