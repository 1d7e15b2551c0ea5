package cognitotest_test

import (
	"context"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

const (
	senderARN    = "arn:aws:lambda:us-east-1:123456789012:function:sender"
	senderKeyARN = "arn:aws:kms:us-east-1:123456789012:key/8a23102c-9b68-4fed-82ce-523c5363539e"
)

// customSender is a server with a pool whose codes go to a custom sender.
type customSender struct {
	*cognitotest.Server
	clientID string
	codes    chan string // in base64
}

func startCustomSender(t *testing.T, dir string) customSender {
	t.Helper()
	codes := make(chan string, 10)
	s, err := cognitotest.Start(cognitotest.Config{StateDir: dir, Lambda: map[string]cognitotest.LambdaFunc{
		senderARN: func(_ context.Context, event []byte) ([]byte, error) {
			var e struct{ Request struct{ Code string } }
			err := json.Unmarshal(event, &e)
			codes <- e.Request.Code
			return nil, err
		},
	}})
	require.NoError(t, err)
	t.Cleanup(s.Close)
	return customSender{Server: s, codes: codes}
}

func (s *customSender) createPool(t *testing.T) {
	t.Helper()
	aim := api(s.Server, "us-east-1")
	pool, err := aim.CreateUserPool(t.Context(), &cognitoidentityprovider.CreateUserPoolInput{
		PoolName: aws.String("p"), AutoVerifiedAttributes: []types.VerifiedAttributeType{"email"},
		LambdaConfig: &types.LambdaConfigType{
			CustomEmailSender: &types.CustomEmailLambdaVersionConfigType{LambdaArn: aws.String(senderARN), LambdaVersion: "V1_0"},
			KMSKeyID:          aws.String(senderKeyARN),
		},
	})
	require.NoError(t, err)
	client, err := aim.CreateUserPoolClient(t.Context(), &cognitoidentityprovider.CreateUserPoolClientInput{UserPoolId: pool.UserPool.Id, ClientName: aws.String("c")})
	require.NoError(t, err)
	s.clientID = *client.UserPoolClient.ClientId
}

// signUp signs a user up and returns the message with the code.
func (s *customSender) signUp(t *testing.T, username string) []byte {
	t.Helper()
	_, err := api(s.Server, "us-east-1").SignUp(t.Context(), &cognitoidentityprovider.SignUpInput{
		ClientId: &s.clientID, Username: &username, Password: aws.String("Passw0rd!"),
		UserAttributes: []types.AttributeType{{Name: aws.String("email"), Value: aws.String(username + "@example.com")}},
	})
	require.NoError(t, err)
	message, err := base64.StdEncoding.DecodeString(<-s.codes)
	require.NoError(t, err)
	return message
}

// dataKeyRequest returns the Decrypt request for the data key of a message of the AWS Encryption SDK.
func dataKeyRequest(t *testing.T, message []byte) string {
	t.Helper()
	rest := message[20:] // version, type, algorithm, message id
	take := func() []byte {
		n := 2 + int(binary.BigEndian.Uint16(rest))
		require.LessOrEqual(t, n, len(rest))
		field := rest[2:n]
		rest = rest[n:]
		return field
	}
	encryptionContext := map[string]string{}
	after := rest[2+binary.BigEndian.Uint16(rest):]
	entries := binary.BigEndian.Uint16(rest[2:])
	rest = rest[4:]
	for range entries {
		name := string(take())
		encryptionContext[name] = string(take())
	}
	require.Equal(t, after, rest)
	require.Equal(t, "\x00\x01", string(rest[:2]), "one data key")
	rest = rest[2:]
	require.Equal(t, "aws-kms", string(take()))
	require.Equal(t, senderKeyARN, string(take()))
	request, err := json.Marshal(map[string]any{"CiphertextBlob": take(), "EncryptionContext": encryptionContext})
	require.NoError(t, err)
	return string(request)
}

// decrypt sends a request to KMS at an address.
func (s *customSender) decrypt(t *testing.T, address, body string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader(body))
	require.NoError(t, err)
	r.Header.Set("Content-Type", "application/x-amz-json-1.1")
	r.Header.Set("X-Amz-Target", "TrentService.Decrypt")
	r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=AKIACOGNITOTEST/20261123/us-east-1/kms/aws4_request, SignedHeaders=host, Signature=00")
	response, err := s.Client().Do(r)
	require.NoError(t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response.StatusCode, strings.TrimSpace(string(text))
}

// KMS has a host name in each region, and is on the plain endpoint beside the API.
func TestKMSDecryptsTheDataKeyOfACode(t *testing.T) {
	t.Parallel()
	s := startCustomSender(t, "")
	s.createPool(t)
	request := dataKeyRequest(t, s.signUp(t, "jo"))
	for _, address := range []string{"https://kms.us-east-1.amazonaws.com/", s.URL + "/"} {
		status, body := s.decrypt(t, address, request)
		assert.Equal(t, http.StatusOK, status, address)
		assert.Regexp(t, `^\{"EncryptionAlgorithm":"SYMMETRIC_DEFAULT","KeyId":"`+senderKeyARN+`","Plaintext":"[0-9A-Za-z+/]{43}="\}$`, body)
	}
	status, body := s.decrypt(t, "https://kms.eu-west-1.amazonaws.com/", request)
	assert.Equal(t, http.StatusBadRequest, status)
	assert.Equal(t, `{"__type":"InvalidCiphertextException"}`, body)
	assert.Empty(t, s.RefusedHosts())
}

// KMS keys are in the state directory, so a code that a queue delivers after a restart can be decrypted.
func TestKMSKeysSurviveARestart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := startCustomSender(t, dir)
	s.createPool(t)
	request := dataKeyRequest(t, s.signUp(t, "jo"))
	status, before := s.decrypt(t, s.URL+"/", request)
	require.Equal(t, http.StatusOK, status, before)
	s.Close()
	restarted := startCustomSender(t, dir)
	restarted.clientID = s.clientID
	_, after := restarted.decrypt(t, restarted.URL+"/", request)
	assert.Equal(t, before, after)
	restarted.signUp(t, "bo") // the pool still has its custom sender
}

// The request does not wait for a custom sender, which may call the API with the code.
func TestCustomSenderMayConfirmTheUser(t *testing.T) {
	t.Parallel()
	var s *cognitotest.Server
	var clientID string
	proceed, confirmed := make(chan struct{}), make(chan error, 1)
	s, err := cognitotest.Start(cognitotest.Config{Lambda: map[string]cognitotest.LambdaFunc{
		senderARN: func(ctx context.Context, _ []byte) ([]byte, error) {
			<-proceed // the request has been answered
			_, err := api(s, "us-east-1").ConfirmSignUp(ctx, &cognitoidentityprovider.ConfirmSignUpInput{
				ClientId: &clientID, Username: aws.String("jo"), ConfirmationCode: &s.Outbox()[0].Code,
			})
			confirmed <- err
			return nil, err
		},
	}})
	require.NoError(t, err)
	t.Cleanup(s.Close)
	pool := customSender{Server: s}
	pool.createPool(t)
	clientID = pool.clientID
	_, err = api(s, "us-east-1").SignUp(t.Context(), &cognitoidentityprovider.SignUpInput{
		ClientId: &clientID, Username: aws.String("jo"), Password: aws.String("Passw0rd!"),
		UserAttributes: []types.AttributeType{{Name: aws.String("email"), Value: aws.String("jo@example.com")}},
	})
	require.NoError(t, err)
	message := s.Outbox()[0]
	assert.Equal(t, "CustomEmailSender_SignUp", message.TriggerSource)
	assert.Empty(t, message.Subject+message.Body)
	close(proceed)
	require.NoError(t, <-confirmed)
}
