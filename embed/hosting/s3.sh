#!/bin/sh
# Two Oceans to S3 behind CloudFront: sh s3.sh s3://your-bucket/two-oceans   (in the folder dist/; needs the AWS command line)
# Headers that S3 does not keep come from CloudFront: the policy of cloudfront.json.
set -eu
target=$1
forever="public, max-age=31536000, immutable"
briefly="public, max-age=300"
# First what pages refer to, then the pages: nobody meets a page whose files are not there yet. Nothing is deleted, so that
# pages in readers' browsers, and pinned editions, keep what they need. A `*` of these patterns stands for folders as well.
put() { aws s3 cp . "$target" --recursive --exclude "*" "$@"; }
put --include "*.wasm" --content-type application/wasm --cache-control "$forever"
put --include "*-????????????????.js" --content-type "text/javascript; charset=utf-8" --cache-control "$forever"
put --include "*-????????????????.css" --content-type "text/css; charset=utf-8" --cache-control "$forever"
put --include "v/*" --exclude "*.wasm" --exclude "*.js" --exclude "*.css" --exclude "*.html" --exclude "*.jsonld" --cache-control "$forever"
put --include "v/*.jsonld" --content-type application/ld+json --cache-control "$forever"
put --include "v/*.html" --content-type "text/html; charset=utf-8" --cache-control "$forever"
put --include "data/*" --include "*.json" --include "*.svg" --include "*.png" --exclude "*.jsonld" --exclude "v/*" --cache-control "$briefly"
put --include "*.jsonld" --exclude "v/*" --content-type application/ld+json --cache-control "$briefly"
put --include "embed.js" --content-type "text/javascript; charset=utf-8" --cache-control "$briefly"
put --include "*.html" --exclude "v/*" --content-type "text/html; charset=utf-8" --cache-control "$briefly"
