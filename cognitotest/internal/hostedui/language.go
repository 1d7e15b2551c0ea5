package hostedui

import (
	"net/http"
	"slices"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
)

// languageCookie stores the language of the last request with the parameter lang
// (developer guide, "Managed login localization").
const languageCookie = "lang"

const defaultLanguage = "en"

// languages are the languages of managed login.
var languages = []string{"de", defaultLanguage, "es", "fr", "id", "nl", "it", "ja", "ko", "pt-BR", "zh-CN", "zh-TW"}

// language returns the language of a page: from the request, from the cookie of an earlier request,
// or English. It ignores languages that managed login does not have (unspecified).
func language(w http.ResponseWriter, r *http.Request) string {
	if requested := r.URL.Query().Get("lang"); slices.Contains(languages, requested) {
		authorization.SetCookie(w, r, languageCookie, requested, int((365 * 24 * time.Hour).Seconds()))
		return requested
	}
	if cookie, err := r.Cookie(languageCookie); err == nil && slices.Contains(languages, cookie.Value) {
		return cookie.Value
	}
	return defaultLanguage
}

// contentLanguage returns the value of Content-Language. Captures of classic pages have en-US. The
// value for managed login in another language is unspecified.
func (v view) contentLanguage() string {
	if v.Lang == defaultLanguage {
		return "en-US"
	}
	return v.Lang
}

// T returns a text in the language of the page, or in English if it has no translation. Messages of
// the API are always English (unspecified).
func (v view) T(text string) string {
	if translated, ok := translations[v.Lang][text]; ok {
		return translated
	}
	return text
}
