package cors

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestPreflightAllowsTheRequestedHeaders(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name      string
		requested []string // Access-Control-Request-Headers
		denied    []string
		want      []string // Access-Control-Allow-Headers
	}{
		{"no header", nil, nil, nil},
		{"empty header", []string{""}, nil, nil},
		{"format of browsers", []string{"content-type,x-amz-target,x-amz-user-agent"}, nil, []string{"content-type,x-amz-target,x-amz-user-agent"}},
		{"spaces and repeated headers", []string{"content-type, x-a", "x-b ,"}, nil, []string{"content-type,x-a,x-b"}},
		{"denied name among others", []string{"authorization,content-type"}, []string{"Authorization"}, []string{"content-type"}},
		{"only a denied name", []string{"AUTHORIZATION"}, []string{"Authorization"}, nil},
		{"name that contains a denied name", []string{"x-authorization"}, []string{"Authorization"}, []string{"x-authorization"}},
		{"invalid names", []string{"a b,x\x01y,ä,(x),*"}, nil, []string{"*"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequest(http.MethodOptions, "/", nil)
			r.Header["Access-Control-Request-Headers"] = tt.requested
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
