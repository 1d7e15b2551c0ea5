package hclfile

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclparse"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// The limits are far above any file that a user or a generator writes, and far below the capacity
// of Go's stack of a gigabyte. No specification sets them.
const (
	maxSize      = 16 << 20 // bytes
	maxDepth     = 1000     // open brackets at one place
	maxOperators = 100_000  // operators in one file
	maxNumber    = 400      // digits of a number, and the value of its exponent: the largest float64 is 1.8e308
)

// Parse parses a file in HCL, or in HCL's JSON syntax if its name ends in .json.
func Parse(text []byte, name string) (*hcl.File, hcl.Diagnostics) {
	if problems := Check(text, name); problems.HasErrors() {
		return nil, problems
	}
	parser := hclparse.NewParser()
	if strings.HasSuffix(name, ".json") {
		return parser.ParseJSON(text, name)
	}
	return parser.ParseHCL(text, name)
}

// Check returns an error for a file that exceeds the limits. It does not report syntax errors.
func Check(text []byte, name string) hcl.Diagnostics {
	switch {
	case len(text) > maxSize:
		return beyond(hcl.Range{Filename: name, Start: hcl.InitialPos, End: hcl.InitialPos}, "The file has more than %d bytes", maxSize)
	case strings.HasSuffix(name, ".json"):
		return checkJSON(text, name)
	}
	return checkHCL(text, name)
}

func checkHCL(text []byte, name string) hcl.Diagnostics {
	tokens, _ := hclsyntax.LexConfig(text, name, hcl.InitialPos) // the parser reports invalid tokens
	depth, operators := 0, 0
	before := hclsyntax.TokenNewline
	for _, token := range tokens {
		switch token.Type {
		case hclsyntax.TokenOBrack:
			depth++
			if before != hclsyntax.TokenEqual && before != hclsyntax.TokenComma && before != hclsyntax.TokenOBrack {
				operators++ // the bracket may be an index operator
			}
		case hclsyntax.TokenTemplateControl:
			depth++
			operators++
		case hclsyntax.TokenNumberLit:
			if largeNumber(string(token.Bytes)) {
				return beyond(token.Range, "A number has more than %d digits or a larger exponent", maxNumber)
			}
		case hclsyntax.TokenOBrace, hclsyntax.TokenOParen, hclsyntax.TokenOQuote, hclsyntax.TokenOHeredoc, hclsyntax.TokenTemplateInterp:
			depth++
		case hclsyntax.TokenCBrack, hclsyntax.TokenCBrace, hclsyntax.TokenCParen, hclsyntax.TokenCQuote, hclsyntax.TokenCHeredoc, hclsyntax.TokenTemplateSeqEnd:
			depth--
		case hclsyntax.TokenBang, hclsyntax.TokenMinus, hclsyntax.TokenPlus, hclsyntax.TokenStar, hclsyntax.TokenSlash, hclsyntax.TokenPercent,
			hclsyntax.TokenQuestion, hclsyntax.TokenAnd, hclsyntax.TokenOr, hclsyntax.TokenEqualOp, hclsyntax.TokenNotEqual, hclsyntax.TokenDot,
			hclsyntax.TokenLessThan, hclsyntax.TokenLessThanEq, hclsyntax.TokenGreaterThan, hclsyntax.TokenGreaterThanEq:
			operators++
		}
		before = token.Type
		switch {
		case depth > maxDepth:
			return beyond(token.Range, "More than %d brackets are open here", maxDepth)
		case operators > maxOperators:
			return beyond(token.Range, "The file has more than %d operators", maxOperators)
		}
	}
	return nil
}

func checkJSON(text []byte, name string) hcl.Diagnostics {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	for depth := 0; ; {
		token, err := decoder.Token()
		if err != nil {
			return nil //nolint:nilerr // io.EOF, or an error that the parser reports
		}
		switch token {
		case json.Delim('['), json.Delim('{'):
			depth++
		case json.Delim(']'), json.Delim('}'):
			depth--
		}
		if number, ok := token.(json.Number); ok && largeNumber(number.String()) {
			return beyond(lineOf(text, decoder.InputOffset(), name), "A number has more than %d digits or a larger exponent", maxNumber)
		}
		if depth > maxDepth {
			return beyond(lineOf(text, decoder.InputOffset(), name), "More than %d brackets are open here", maxDepth)
		}
	}
}

// lineOf returns the line that contains the byte before offset.
func lineOf(text []byte, offset int64, name string) hcl.Range {
	at := hcl.Pos{Line: 1 + bytes.Count(text[:offset], []byte("\n")), Column: 1, Byte: int(offset)}
	return hcl.Range{Filename: name, Start: at, End: at}
}

// largeNumber reports whether a number exceeds the limit. As decimal text, 1e999999999 has a
// billion digits.
func largeNumber(text string) bool {
	digits, exponent, _ := strings.Cut(strings.ToLower(text), "e")
	exponent = strings.TrimLeft(exponent, "+-0")
	if n, err := strconv.Atoi(cmp.Or(exponent, "0")); err != nil || n > maxNumber {
		return true
	}
	return len(digits) > maxNumber
}

func beyond(at hcl.Range, format string, limit int) hcl.Diagnostics {
	return hcl.Diagnostics{{
		Severity: hcl.DiagError, Summary: "File beyond a limit", Subject: &at,
		Detail: fmt.Sprintf(format+": write a simpler file.", limit),
	}}
}
