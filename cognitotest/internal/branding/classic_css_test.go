package branding_test

import (
	"regexp"
	"testing"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/branding"
)

// pageRule is a rule that a page may contain: known classes, and declarations without a character that
// ends a style element, starts an escape, or begins a URL.
var pageRule = regexp.MustCompile(`^(?:(?:\.[A-Za-z]+(?:-[A-Za-z]+)?-customizable(?::hover|:focus)?,?)+\{(?:[a-z-]+:[-A-Za-z0-9 #%.,+*/!()_'"]*;)*\}\n)*$`)

// FuzzClassicCSS: whatever the style sheet is, a page contains only rules of the known form. The result is
// itself accepted and unchanged.
func FuzzClassicCSS(f *testing.F) {
	for _, text := range []string{
		".label-customizable{color:red}", ".label-customizable , .submitButton-customizable:hover{color:RGB(1, 2,3)!important}", "/* x */.banner-customizable{}",
		".label-customizable{font-family:'</style>'}", "@import 'x';", ".label-customizable{a:b(c)}", ".label-customizable{color:\\3c}", "<!-- -->", "}", ".label-customizable{color:red",
		".label-customizable{width:calc(1px + (2px", "\x00", ".label-customizable{*color:red}", ".label-customizable{--x:</style>}", ".label-customizable{color:u+0-7f}", "\xff{\xfe:\xfd}",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		page, err := branding.ClassicCSS(text)
		if err != nil {
			return
		}
		if !pageRule.MatchString(string(page)) {
			t.Errorf("ClassicCSS(%q) = %q", text, page)
		}
		again, err := branding.ClassicCSS(string(page))
		if err != nil || again != page {
			t.Errorf("ClassicCSS(%q) = %q, %v", page, again, err)
		}
	})
}
