package seed

import (
	"cmp"
	"errors"
	"io"
	"os"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// The parser and the evaluation of HCL recurse for each bracket and each operator, and an overflow
// of Go's stack ends the process. A file that a user writes is far below the limits, which are
// unspecified.
const (
	maxFile      = 1 << 20 // bytes
	maxDepth     = 64      // open brackets at one position
	maxOperators = 1000    // in the file
	// maxExponent is the largest power of two in a number: the limit of a float64. The conversion of
	// a number to a string writes all digits, and 1e999999999 has a thousand million digits.
	maxExponent = 1024
)

// readFile reads at most maxFile bytes of a file, and one byte more.
func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	return text, err // Parse rejects the additional byte
}

// limitTokens rejects a text on which the parser of HCL could overflow the stack.
func limitTokens(path string, text []byte) error {
	tokens, _ := hclsyntax.LexConfig(text, path, hcl.InitialPos) // the parser reports invalid tokens
	depth, operators := 0, 0
	before := hclsyntax.TokenNewline
	for _, token := range tokens {
		switch token.Type {
		case hclsyntax.TokenOBrack:
			depth++
			switch before { // an index
			case hclsyntax.TokenCBrack, hclsyntax.TokenCBrace, hclsyntax.TokenCParen, hclsyntax.TokenCQuote, hclsyntax.TokenIdent:
				operators++
			}
		case hclsyntax.TokenTemplateControl:
			depth++
			operators++
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
			return errorAt(&token.Range, "more than %d brackets are open here: a seed file nests no deeper", maxDepth)
		case operators > maxOperators:
			return errorAt(&token.Range, "the file has more than %d operators: write values instead of expressions", maxOperators)
		}
	}
	return nil
}

// errNumberRange rejects a number outside the range of a float64.
var errNumberRange = errors.New("the number is out of range")

// limitExpression rejects expressions with a long evaluation: loops, and numbers that are too large
// to convert to a string.
func limitExpression(e hclsyntax.Expression) error {
	var rejected error
	_ = hclsyntax.VisitAll(e, func(n hclsyntax.Node) hcl.Diagnostics {
		at := n.Range()
		switch n := n.(type) {
		case *hclsyntax.ForExpr, *hclsyntax.SplatExpr:
			rejected = cmp.Or(rejected, errorAt(&at, "a seed file has no loops: write the values out"))
		case *hclsyntax.LiteralValueExpr:
			if err := limitNumbers(n.Val); err != nil {
				rejected = cmp.Or(rejected, errorAt(&at, "%w", err))
			}
		}
		return nil
	})
	return rejected
}

// limitNumbers rejects a value with a number that is infinite or outside the range of a float64.
func limitNumbers(v cty.Value) error {
	return cty.Walk(v, func(_ cty.Path, v cty.Value) (bool, error) {
		if v.Type() != cty.Number || !v.IsKnown() || v.IsNull() {
			return true, nil
		}
		number := v.AsBigFloat()
		if exponent := number.MantExp(nil); number.IsInf() || exponent > maxExponent || exponent < -maxExponent {
			return false, errNumberRange
		}
		return true, nil
	})
}
