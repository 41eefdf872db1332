#!/bin/sh
# Two Oceans to S3 behind CloudFront: sh s3.sh s3://your-bucket/two-oceans   (in the folder dist/; needs the AWS command line)
# Headers that S3 does not keep come from CloudFront: the policy of cloudfront.json.
set -eu
target=$1
forever="public, max-age=31536000, immutable"
# First what pages refer to, then the pages: nobody meets a page whose files are not there yet. Nothing is deleted, so that
# pages in readers' browsers, and pinned editions, keep what they need.
put() { aws s3 cp . "$target" --recursive --exclude "*" "$@"; }
put --include "*.wasm" --content-type application/wasm --cache-control "$forever"
put --include "two-oceans-*.js" --include "looks-*.js" --include "host-*.js" --include "doctor-*.js" --include "share-*.js" --content-type "text/javascript; charset=utf-8" --cache-control "$forever"
put --include "two-oceans-*.css" --content-type "text/css; charset=utf-8" --cache-control "$forever"
put --include "data/*" --include "*.json" --include "*.svg" --include "*.png" --exclude "*.jsonld" --cache-control "public, max-age=300"
put --include "*.jsonld" --content-type application/ld+json --cache-control "public, max-age=300"
put --include "embed.js" --content-type "text/javascript; charset=utf-8" --cache-control "public, max-age=300"
put --include "*.html" --content-type "text/html; charset=utf-8" --cache-control "public, max-age=300"
