package cognitoidp_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// TestUploadURL compares the URL with the examples of the AWS CLI, and the response with Amazon S3.
func TestUploadURL(t *testing.T) {
	t.Parallel()
	s := withImports(t, cognitotest.Config{}, verifyingPool, passwordClient)
	s.createJob(t, "")
	u, err := url.Parse(s.values["{url}"])
	require.NoError(t, err)
	assert.Equal(t, "https", u.Scheme)
	assert.Equal(t, host, u.Host, "the emulator's own host")
	assert.Equal(t, s.placeholders.Replace("/123456789012/{pool}/{job}"), u.Path)
	query := u.Query()
	assert.Regexp(t, `^[0-9a-f]{64}$`, query.Get("X-Amz-Signature"))
	assert.Regexp(t, `^AKIA[A-Z0-9]{16}/\d{8}/us-east-1/s3/aws4_request$`, query.Get("X-Amz-Credential"))
	assert.Regexp(t, `^\d{8}T\d{6}Z$`, query.Get("X-Amz-Date"))
	for name, want := range map[string]string{"X-Amz-Algorithm": "AWS4-HMAC-SHA256", "X-Amz-SignedHeaders": "host;x-amz-server-side-encryption", "X-Amz-Expires": "899"} {
		assert.Equal(t, want, query.Get(name))
	}
	got := s.put(t, http.MethodPut, "{url}", "aws:kms", "abc")
	assert.Equal(t, http.StatusOK, got.status)
	assert.Empty(t, got.body)
	assert.Equal(t, `"900150983cd24fb0d6963f7d28e17f72"`, got.header.Get("ETag")) // the MD5 of abc in RFC 1321
	assert.Equal(t, "aws:kms", got.header.Get("x-amz-server-side-encryption"))
}

// TestUploadIsRefused: the errors of Amazon S3 for a URL that is not valid. No file is stored.
func TestUploadIsRefused(t *testing.T) {
	t.Parallel()
	const (
		mismatch = "<Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match the signature you provided. Check your key and signing method.</Message>"
		denied   = "<Code>AccessDenied</Code><Message>Access Denied</Message>"
		query    = "<Code>AuthorizationQueryParametersError</Code>"
	)
	change := func(name, value string) func(*url.URL) {
		return func(u *url.URL) {
			q := u.Query()
			q.Set(name, value)
			u.RawQuery = q.Encode()
		}
	}
	for _, tt := range []struct {
		name, encryption string
		change           func(*url.URL)
		status           int
		want             string
	}{
		{"without the header of the encryption", "", nil, 403, mismatch}, // aws/aws-sdk-js-v3#6679
		{"another encryption", "AES256", nil, 403, mismatch},
		{"another job", "aws:kms", func(u *url.URL) { u.Path = u.Path[:len(u.Path)-1] + "!" }, 403, mismatch},
		{"another host", "aws:kms", func(u *url.URL) { u.Host = irelandHost }, 403, mismatch},
		{"another signature", "aws:kms", change("X-Amz-Signature", strings.Repeat("0", 64)), 403, mismatch},
		{"a longer lifetime", "aws:kms", change("X-Amz-Expires", "9000"), 403, mismatch},
		{"another parameter", "aws:kms", change("a", "b"), 403, mismatch},
		{"another key", "aws:kms", func(u *url.URL) { u.RawQuery = strings.Replace(u.RawQuery, "AKIA", "AKIB", 1) }, 403, mismatch},
		{"another service", "aws:kms", func(u *url.URL) { u.RawQuery = strings.Replace(u.RawQuery, "%2Fs3%2F", "%2Fsts%2F", 1) }, 403, mismatch},
		{"a date in the future", "aws:kms", change("X-Amz-Date", "20990101T000000Z"), 403, mismatch},
		{"no date", "aws:kms", change("X-Amz-Date", ""), 400, query},
		{"a lifetime that is not a number", "aws:kms", change("X-Amz-Expires", "x"), 400, query},
		{"a lifetime of more than a week", "aws:kms", change("X-Amz-Expires", "604801"), 400, query},
		{"another algorithm", "aws:kms", change("X-Amz-Algorithm", "AWS4-HMAC-SHA1"), 400, query},
		{"a scope without a region", "aws:kms", change("X-Amz-Credential", "a/b"), 400, query},
		{"no signed host", "aws:kms", change("X-Amz-SignedHeaders", "x-amz-server-side-encryption"), 400, query},
		{"no signature", "aws:kms", func(u *url.URL) { u.RawQuery = "" }, 403, denied},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := withImports(t, cognitotest.Config{}, verifyingPool, passwordClient)
			s.createJob(t, "")
			u, err := url.Parse(s.values["{url}"])
			require.NoError(t, err)
			if tt.change != nil {
				tt.change(u)
			}
			got := s.put(t, http.MethodPut, u.String(), tt.encryption, johnAndJane)
			assert.Equal(t, tt.status, got.status)
			assert.True(t, strings.HasPrefix(got.body, `<?xml version="1.0" encoding="UTF-8"?>`+"\n<Error>"), got.body)
			assert.Contains(t, got.body, tt.want)
			assert.Equal(t, "application/xml", got.header.Get("Content-Type"))
			s.fails(t, "StartUserImportJob", theJob, "PreconditionNotMetException", "No csv file was uploaded for {job}")
		})
	}
}

// TestUploadURLExpires: the URL is valid for a quarter of an hour by the emulator's clock.
func TestUploadURLExpires(t *testing.T) {
	t.Parallel()
	s := withImports(t, cognitotest.Config{}, verifyingPool, passwordClient)
	s.createJob(t, "")
	s.Advance(14 * time.Minute)
	s.upload(t, johnAndJane)
	s.Advance(time.Minute)
	got := s.put(t, http.MethodPut, "{url}", "aws:kms", "abc")
	assert.Equal(t, http.StatusForbidden, got.status)
	assert.Contains(t, got.body, "<Code>AccessDenied</Code><Message>Request has expired</Message>")
	s.ok(t, "StartUserImportJob", theJob) // with the earlier file
	s.Advance(2 * time.Second)
	assert.Equal(t, "Succeeded", s.job(t)["Status"])
}

// TestUploadReplacesTheFile until the job starts.
func TestUploadReplacesTheFile(t *testing.T) {
	t.Parallel()
	s := withImports(t, cognitotest.Config{}, verifyingPool, passwordClient)
	s.createJob(t, "")
	s.upload(t, johnAndJane)
	s.upload(t, csvHead+csvLine("jo", "jo@example.com", "true"))
	s.ok(t, "StartUserImportJob", theJob)
	s.upload(t, johnAndJane)
	s.Advance(2 * time.Second)
	assert.Equal(t, result{"Succeeded", 1, 0, 0, completed}, resultOf(s.job(t)))
	s.fails(t, "AdminGetUser", `{"UserPoolId":"{pool}","Username":"John"}`, "UserNotFoundException", "User does not exist.")
}

// TestUploadToADeletedPool: the signature is right, and the pool does not exist.
func TestUploadToADeletedPool(t *testing.T) {
	t.Parallel()
	s := withImports(t, cognitotest.Config{}, verifyingPool, passwordClient)
	s.createJob(t, "")
	s.ok(t, "DeleteUserPool", `{"UserPoolId":"{pool}"}`)
	got := s.put(t, http.MethodPut, "{url}", "aws:kms", johnAndJane)
	assert.Equal(t, http.StatusForbidden, got.status)
	assert.Contains(t, got.body, "<Code>AccessDenied</Code>")
}

// TestUploadAtThePlainEndpoint: a job that a client of the plain endpoint creates has a URL there. The size of a file may
// exceed the size of every other request.
func TestUploadAtThePlainEndpoint(t *testing.T) {
	t.Parallel()
	s := withImports(t, cognitotest.Config{}, verifyingPool, passwordClient)
	created := s.plainCall(t, "CreateUserImportJob", credential, jobBody+"}")
	require.Equal(t, http.StatusOK, created.status, created.body)
	_, rest, _ := strings.Cut(created.body, `"PreSignedUrl":"`)
	address, _, _ := strings.Cut(rest, `"`)
	address = strings.ReplaceAll(address, `\u0026`, "&")
	assert.True(t, strings.HasPrefix(address, s.URL+"/123456789012/us-east-1_"), address)
	send := func(file string) httpResponse {
		t.Helper()
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPut, address, strings.NewReader(file))
		require.NoError(t, err)
		request.Header.Set("x-amz-server-side-encryption", "aws:kms")
		return do(t, http.DefaultClient, request)
	}
	large := csvHead + strings.Repeat(csvLine("jo", "jo@example.com", "false"), 80_000)
	require.Greater(t, len(large), 3<<20)
	assert.Equal(t, http.StatusOK, send(large).status)

	// A file of more than 100 MB is rejected before it is read.
	connection, err := new(net.Dialer).DialContext(t.Context(), "tcp", strings.TrimPrefix(s.URL, "http://"))
	require.NoError(t, err)
	defer connection.Close()
	_, err = io.WriteString(connection, "PUT "+strings.TrimPrefix(address, s.URL)+" HTTP/1.1\r\nHost: "+strings.TrimPrefix(s.URL, "http://")+
		"\r\nContent-Length: 104857601\r\nx-amz-server-side-encryption: aws:kms\r\n\r\n")
	require.NoError(t, err)
	response, err := http.ReadResponse(bufio.NewReader(connection), nil)
	require.NoError(t, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	assert.Equal(t, http.StatusBadRequest, response.StatusCode)
	assert.Contains(t, string(body), "<Code>EntityTooLarge</Code><Message>Your proposed upload exceeds the maximum allowed size</Message>")
}
