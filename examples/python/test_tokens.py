"""Tests of an app's tokens: with the AWS SDK, and with an OAuth library at the hosted pages."""

import re

import pytest
import requests
from authlib.common.security import generate_token
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.jose import JsonWebKey, jwt

USERNAME, PASSWORD = "ada@example.com", "Str0ng!Passw0rd"


def test_sign_in_with_the_aws_sdk(cognito, app):
    signed_in = cognito.initiate_auth(
        ClientId=app.client_id,
        AuthFlow="USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": USERNAME, "PASSWORD": PASSWORD},
    )["AuthenticationResult"]
    assert signed_in["ExpiresIn"] == 3600

    # With rotation, this flow is off. An app refreshes with GetTokensFromRefreshToken, or at the token endpoint.
    with pytest.raises(cognito.exceptions.InvalidParameterException, match="REFRESH_TOKEN_AUTH flow not enabled for this client"):
        cognito.initiate_auth(
            ClientId=app.client_id,
            AuthFlow="REFRESH_TOKEN_AUTH",
            AuthParameters={"REFRESH_TOKEN": signed_in["RefreshToken"]},
        )


def test_refresh_tokens_rotate(app):
    session, tokens = sign_in(app)
    endpoint = f"{app.domain}/oauth2/token"
    refreshed = session.refresh_token(endpoint, tokens["refresh_token"])
    assert refreshed["refresh_token"] != tokens["refresh_token"]

    # The grace period of the client is 0, so the replaced token is rejected.
    with pytest.raises(OAuthError, match="invalid_grant"):
        session.refresh_token(endpoint, tokens["refresh_token"])


def test_id_token_is_signed_by_the_pool(app):
    _, tokens = sign_in(app)
    keys = JsonWebKey.import_key_set(requests.get(f"{app.issuer}/.well-known/jwks.json", timeout=10).json())
    claims = jwt.decode(tokens["id_token"], keys, claims_options={"iss": {"value": app.issuer}, "aud": {"value": app.client_id}})
    claims.validate()
    assert claims["email"] == USERNAME


def sign_in(app):
    """Sign in at the hosted pages with the code grant and PKCE, as a browser would."""
    session = OAuth2Session(
        app.client_id, scope="openid email", redirect_uri=app.redirect_uri, token_endpoint_auth_method="none", code_challenge_method="S256"
    )
    verifier = generate_token(48)
    url, _ = session.create_authorization_url(f"{app.domain}/oauth2/authorize", code_verifier=verifier)
    browser = requests.Session()
    page = browser.get(url, timeout=10)
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    answer = browser.post(page.url, data={**hidden, "username": USERNAME, "password": PASSWORD}, allow_redirects=False, timeout=10)
    callback = answer.headers["Location"]
    assert callback.startswith(app.redirect_uri)
    return session, session.fetch_token(f"{app.domain}/oauth2/token", authorization_response=callback, code_verifier=verifier)
