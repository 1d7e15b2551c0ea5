package sts_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/sts"
)

var requestID = regexp.MustCompile(`<RequestId>[0-9a-f-]{36}</RequestId>`)

const anySignature = "AWS4-HMAC-SHA256 Credential=AKIACOGNITOTEST/20261123/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=00"

// The responses are as in API_GetCallerIdentity, without its white space.
func TestGetCallerIdentityIsTheOnlyAction(t *testing.T) {
	tests := []struct {
		name, body string
		status     int
		want       string
	}{
		{
			"GetCallerIdentity", "Action=GetCallerIdentity&Version=2011-06-15", http.StatusOK,
			`<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>` +
				`<Arn>arn:aws:iam::210987654321:user/cognitotest</Arn><UserId>AIDACOGNITOTESTEXAMPLE</UserId><Account>210987654321</Account>` +
				`</GetCallerIdentityResult><ResponseMetadata><RequestId>ID</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
		}, {
			"unknown action", "Action=AssumeRole&Version=2011-06-15", http.StatusBadRequest,
			`<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>InvalidAction</Code>` +
				`<Message>The emulator does not have the action AssumeRole.</Message></Error><RequestId>ID</RequestId></ErrorResponse>`,
		}, {
			"action with markup", "Action=%3Cb%3E", http.StatusBadRequest,
			`<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>InvalidAction</Code>` +
				`<Message>The emulator does not have the action &lt;b&gt;.</Message></Error><RequestId>ID</RequestId></ErrorResponse>`,
		}, {
			"no action", "", http.StatusBadRequest,
			`<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>InvalidAction</Code>` +
				`<Message>The emulator does not have the action .</Message></Error><RequestId>ID</RequestId></ErrorResponse>`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			request := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(tt.body))
			request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			request.Header.Set("Authorization", anySignature)
			w := httptest.NewRecorder()
			(&sts.Service{AccountID: "210987654321"}).Handle(w, request, "")
			assert.Equal(t, tt.status, w.Code)
			assert.Equal(t, "text/xml", w.Header().Get("Content-Type"))
			assert.Equal(t, tt.want, requestID.ReplaceAllString(w.Body.String(), "<RequestId>ID</RequestId>"))
		})
	}
}

// The service has a host name in each region, and every region returns the server's account.
func TestEveryRegionReturnsTheAccount(t *testing.T) {
	server, err := cognitotest.Start(cognitotest.Config{AccountID: "210987654321"})
	require.NoError(t, err)
	t.Cleanup(server.Close)
	for _, region := range []string{"us-east-1", "eu-central-1"} {
		t.Run(region, func(t *testing.T) {
			form := strings.NewReader("Action=GetCallerIdentity&Version=2011-06-15")
			request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://sts."+region+".amazonaws.com/", form)
			require.NoError(t, err)
			request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			request.Header.Set("Authorization", anySignature)
			response, err := server.Client().Do(request)
			require.NoError(t, err)
			defer response.Body.Close()
			body, err := io.ReadAll(response.Body)
			require.NoError(t, err)
			assert.Equal(t, http.StatusOK, response.StatusCode)
			assert.Contains(t, string(body), "<Account>210987654321</Account>")
		})
	}
}

// GetCallerIdentity requires no permission, but it requires a signature.
func TestUnsignedRequestIsRejected(t *testing.T) {
	tests := []struct {
		name, authorization string
		status              int
		want                string
	}{
		{"no signature", "", http.StatusForbidden, `<Code>MissingAuthenticationToken</Code><Message>Request is missing Authentication Token</Message>`},
		{"signature without SignedHeaders", "AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request, Signature=0", http.StatusBadRequest,
			`<Code>IncompleteSignature</Code><Message>Authorization header requires &#39;SignedHeaders&#39; parameter. Authorization=`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			request := httptest.NewRequest(http.MethodPost, "/", strings.NewReader("Action=GetCallerIdentity&Version=2011-06-15"))
			request.Header.Set("Authorization", tt.authorization)
			w := httptest.NewRecorder()
			(&sts.Service{AccountID: "210987654321"}).Handle(w, request, "")
			assert.Equal(t, tt.status, w.Code)
			assert.Contains(t, w.Body.String(), tt.want)
		})
	}
}

// Without keys, the service accepts each signature, and so rejects web pages: their requests have an Origin.
func TestRequestOfAPageIsRejected(t *testing.T) {
	t.Parallel()
	for _, method := range []string{http.MethodPost, http.MethodGet, http.MethodOptions} {
		t.Run(method, func(t *testing.T) {
			t.Parallel()
			request := httptest.NewRequest(method, "/?Action=GetCallerIdentity&Version=2011-06-15", nil)
			request.Header.Set("Authorization", anySignature)
			request.Header.Set("Origin", "https://shop.example")
			w := httptest.NewRecorder()
			(&sts.Service{AccountID: "210987654321"}).Handle(w, request, "")
			assert.Equal(t, http.StatusForbidden, w.Code)
			assert.Contains(t, w.Body.String(), "<Code>AccessDenied</Code><Message>A web page sent this request,")
			assert.Empty(t, w.Header().Get("Access-Control-Allow-Origin"))
		})
	}
}

// The service must not process a truncated body: it would differ from the signed request.
func TestLargeBodyIsRejected(t *testing.T) {
	for size, status := range map[int]int{1 << 20: http.StatusOK, 1<<20 + 1: http.StatusRequestEntityTooLarge} {
		body := "Action=GetCallerIdentity&X="
		request := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body+strings.Repeat("x", size-len(body))))
		request.Header.Set("Authorization", anySignature)
		w := httptest.NewRecorder()
		(&sts.Service{AccountID: "210987654321"}).Handle(w, request, "")
		assert.Equal(t, status, w.Code)
		assert.Equal(t, status != http.StatusOK, strings.Contains(w.Body.String(), "<Code>RequestEntityTooLarge</Code><Message>The request body is larger than 1048576 bytes.</Message>"))
	}
}
