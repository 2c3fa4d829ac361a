"""Where the steps leave files for each other: MODEL_STORE of the secret aws-secret.

It is a folder, or s3://bucket/prefix with the AWS_* variables of boto3 in the same secret.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

STORE = os.environ.get("MODEL_STORE", "store")
# The models of one release stay together. config.yaml spells the variable both ways.
RELEASE = os.environ.get("HASH") or os.environ.get("hash") or "dev"


def put(name, data):
    """Keep the bytes under the name, in place of what was there."""
    if STORE.startswith("s3://"):
        bucket().put_object(Key=key(name), Body=data)
    else:
        path = Path(STORE, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def get(name):
    """Return the bytes kept under the name."""
    if STORE.startswith("s3://"):
        return bucket().Object(key(name)).get()["Body"].read()
    return Path(STORE, name).read_bytes()


def bucket():
    import boto3

    return boto3.resource("s3").Bucket(urlsplit(STORE).netloc)


def key(name):
    return f"{urlsplit(STORE).path}/{name}".lstrip("/")
