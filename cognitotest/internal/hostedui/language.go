package hostedui

import (
	"net/http"
	"slices"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
)

// languageCookie keeps a browser's language after a request with the parameter lang
// (developer guide, "Managed login localization").
const languageCookie = "lang"

const defaultLanguage = "en"

// languages are those of managed login.
var languages = []string{"de", defaultLanguage, "es", "fr", "id", "nl", "it", "ja", "ko", "pt-BR", "zh-CN", "zh-TW"}

// language is the language for a browser: of its request, or of an earlier one. One that
// managed login does not have is English (chosen).
func language(w http.ResponseWriter, r *http.Request) string {
	if asked := r.URL.Query().Get("lang"); slices.Contains(languages, asked) {
		authorization.SetCookie(w, r, languageCookie, asked, int((365 * 24 * time.Hour).Seconds()))
		return asked
	}
	if kept, err := r.Cookie(languageCookie); err == nil && slices.Contains(languages, kept.Value) {
		return kept.Value
	}
	return defaultLanguage
}

// contentLanguage is the header of a page. Captures of classic pages have en-US; that of
// managed login in another language is chosen.
func (v view) contentLanguage() string {
	if v.Lang == defaultLanguage {
		return "en-US"
	}
	return v.Lang
}

// T is a text of a page in its language, or in English where there is no translation.
// What comes from the API, such as messages, is English in each (chosen).
func (v view) T(text string) string {
	if translated, ok := translations[v.Lang][text]; ok {
		return translated
	}
	return text
}
