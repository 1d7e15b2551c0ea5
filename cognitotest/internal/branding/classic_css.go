package branding

import (
	"errors"
	"html/template"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// cssClasses are the selectors that CSS of the classic pages can have (developer guide, "Customizing
// hosted UI (classic) branding").
var cssClasses = []string{
	".background-customizable", ".banner-customizable", ".errorMessage-customizable", ".idpButton-customizable", ".idpButton-customizable:hover",
	".idpDescription-customizable", ".inputField-customizable", ".inputField-customizable:focus", ".label-customizable", ".legalText-customizable",
	".logo-customizable", ".passwordCheck-notValid-customizable", ".passwordCheck-valid-customizable", ".redirect-customizable",
	".socialButton-customizable", ".submitButton-customizable", ".submitButton-customizable:hover", ".textDescription-customizable",
}

// ClassicCSS returns the rules of a style sheet in a form that a page can contain.
//
// The guide excludes HTML, at-rules and scripts. Two parts are unspecified: that url() and other functions
// are rejected, and all texts except the text for a class. Every property is accepted: according to the
// guide a property outside its template has no effect, but a report uses one
// (amazon-archives/amazon-cognito-auth-js#120).
func ClassicCSS(text string) (template.CSS, error) {
	var page strings.Builder
	parser := css.NewParser(parse.NewInputString(text), false)
	inRule := false
	for {
		grammar, _, data := parser.Next()
		switch {
		case grammar == css.ErrorGrammar && errors.Is(parser.Err(), io.EOF) && !inRule:
			return template.CSS(page.String()), nil
		case grammar == css.CommentGrammar:
		case grammar == css.BeginRulesetGrammar && !inRule:
			selectors, err := classSelectors(parser.Values())
			if err != nil {
				return "", err
			}
			page.WriteString(selectors + "{")
			inRule = true
		case grammar == css.DeclarationGrammar && inRule:
			declaration, err := cssDeclaration(string(data), parser.Values())
			if err != nil {
				return "", err
			}
			page.WriteString(declaration)
		case grammar == css.EndRulesetGrammar && inRule:
			page.WriteString("}\n")
			inRule = false
		case grammar == css.AtRuleGrammar, grammar == css.BeginAtRuleGrammar:
			return "", apierror.InvalidParameter("The CSS has the at-rule %s. Remove at-rules: only rules of classes are allowed.", data)
		default:
			end := parser.Offset()
			near := text[max(0, end-30):end]
			return "", apierror.InvalidParameter("The CSS is invalid at the end of %q. Write only rules of the form .label-customizable { color: black; }", near)
		}
	}
}

// classSelectors returns the selectors of a rule. The text of the error is measured (cdk-preflight).
func classSelectors(tokens []css.Token) (string, error) {
	var text strings.Builder
	for _, t := range tokens {
		text.Write(t.Data)
	}
	selectors := strings.Split(text.String(), ",")
	for i, s := range selectors {
		selectors[i] = strings.TrimSpace(s)
		if !slices.Contains(cssClasses, selectors[i]) {
			return "", apierror.InvalidParameter("The CSS class %s is not in the list of allowed classes.", selectors[i])
		}
	}
	return strings.Join(selectors, ","), nil
}

// cssProperty matches names of properties.
var cssProperty = regexp.MustCompile(`^-?[a-z]+(-[a-z]+)*$`)

// scriptProperties are properties that old browsers run as scripts.
var scriptProperties = []string{"behavior", "-moz-binding"}

// cssTokens maps a type of token to the values that a declaration can have. None of them contains <, a
// backslash or a colon.
var cssTokens = map[css.TokenType]*regexp.Regexp{
	css.IdentToken:            regexp.MustCompile(`^-?[A-Za-z_][A-Za-z0-9_-]*$`),
	css.HashToken:             regexp.MustCompile(`^#[0-9A-Fa-f]+$`),
	css.StringToken:           regexp.MustCompile(`^("[A-Za-z0-9 ._-]*"|'[A-Za-z0-9 ._-]*')$`),
	css.NumberToken:           regexp.MustCompile(`^[-+.0-9eE]+$`),
	css.PercentageToken:       regexp.MustCompile(`^[-+.0-9eE]+%$`),
	css.DimensionToken:        regexp.MustCompile(`^[-+.0-9]+[A-Za-z]+$`),
	css.DelimToken:            regexp.MustCompile(`^[-+*/!]$`),
	css.FunctionToken:         regexp.MustCompile(`^(?i:rgba?|hsla?|calc)\($`),
	css.LeftParenthesisToken:  regexp.MustCompile(`^\($`),
	css.RightParenthesisToken: regexp.MustCompile(`^\)$`),
	css.CommaToken:            regexp.MustCompile(`^,$`),
	css.WhitespaceToken:       regexp.MustCompile(`^ $`),
}

func cssDeclaration(property string, value []css.Token) (string, error) {
	if !cssProperty.MatchString(property) || slices.Contains(scriptProperties, property) {
		return "", apierror.InvalidParameter("The CSS property %q is not allowed. Use a standard property.", property)
	}
	var text strings.Builder
	text.WriteString(property + ":")
	depth := 0
	for _, t := range value {
		if allowed := cssTokens[t.TokenType]; allowed == nil || !allowed.Match(t.Data) {
			return "", apierror.InvalidParameter("The CSS property %s has the value %q, which is not allowed. Use colors, lengths and words.", property, t.Data)
		}
		switch t.TokenType {
		case css.FunctionToken, css.LeftParenthesisToken:
			depth++
		case css.RightParenthesisToken:
			depth--
		}
		text.Write(t.Data)
	}
	if depth != 0 {
		return "", apierror.InvalidParameter("The CSS property %s has a parenthesis that is not closed.", property)
	}
	return text.String() + ";", nil
}
