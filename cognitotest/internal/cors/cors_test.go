package cors

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestPreflight(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		asked  []string // Access-Control-Request-Headers
		denied []string
		want   []string // Access-Control-Allow-Headers
	}{
		{"nothing", nil, nil, nil},
		{"an empty header", []string{""}, nil, nil},
		{"as browsers write them", []string{"content-type,x-amz-target,x-amz-user-agent"}, nil, []string{"content-type,x-amz-target,x-amz-user-agent"}},
		{"with spaces and in several lines", []string{"content-type, x-a", "x-b ,"}, nil, []string{"content-type,x-a,x-b"}},
		{"a denied one", []string{"authorization,content-type"}, []string{"Authorization"}, []string{"content-type"}},
		{"a denied one alone", []string{"AUTHORIZATION"}, []string{"Authorization"}, nil},
		{"a denied one is not part of another", []string{"x-authorization"}, []string{"Authorization"}, []string{"x-authorization"}},
		{"what is no header name", []string{"a b,x\x01y,ä,(x),*"}, nil, []string{"*"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequest(http.MethodOptions, "/", nil)
			r.Header["Access-Control-Request-Headers"] = tt.asked
			w := httptest.NewRecorder()
			Preflight(w, r, "POST", tt.denied...)
			want := http.Header{"Access-Control-Allow-Origin": {"*"}, "Access-Control-Allow-Methods": {"POST"}}
			if tt.want != nil {
				want["Access-Control-Allow-Headers"] = tt.want
			}
			assert.Equal(t, http.StatusOK, w.Code)
			assert.Equal(t, want, w.Header())
			assert.Empty(t, w.Body.String())
		})
	}
}
