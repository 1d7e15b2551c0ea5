"""An emulator of Amazon Cognito for the tests, under the production URLs."""

import os
import pathlib
import shlex
import subprocess
from types import SimpleNamespace

import boto3
import pytest

FOLDER = pathlib.Path(__file__).parent


@pytest.fixture(scope="session")
def emulator():
    """Start `cognitokit serve`, and set the variables with which boto3 and requests reach it."""
    command = ["cognitokit", "serve", "--listen", "127.0.0.1:0", "--seed", str(FOLDER / "seed.hcl"), "--env"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as serve:
        for line in serve.stdout:
            name, _, value = line.strip().partition("=")
            os.environ[name] = "".join(shlex.split(value))
            if name == "no_proxy":  # the last of them
                break
        else:
            pytest.fail("cognitokit serve has not started: the reason is on standard error")
        yield
        serve.terminate()


@pytest.fixture(scope="session")
def cognito(emulator):
    """The API of user pools, as on AWS."""
    return boto3.client("cognito-idp")


@pytest.fixture(scope="session")
def app(cognito):
    """The app client of the seed file, with its URLs."""
    pool = cognito.list_user_pools(MaxResults=1)["UserPools"][0]["Id"]
    client = cognito.list_user_pool_clients(UserPoolId=pool, MaxResults=1)["UserPoolClients"][0]["ClientId"]
    return SimpleNamespace(
        client_id=client,
        issuer=f"https://cognito-idp.{os.environ['AWS_REGION']}.amazonaws.com/{pool}",
        domain=f"https://orders.auth.{os.environ['AWS_REGION']}.amazoncognito.com",
        redirect_uri="http://localhost:5173/callback",
    )
