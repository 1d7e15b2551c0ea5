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

// The parser and the evaluation of HCL call themselves for each bracket and each operator,
// and an overflow of Go's stack ends the process. The limits are far from a file that a
// person writes: chosen.
const (
	maxFile      = 1 << 20 // bytes
	maxDepth     = 64      // brackets that are open at a place
	maxOperators = 1000    // in the file
	// maxExponent is the largest power of two in a number, that of a float64. A string is made
	// of all digits of a number, of which 1e999999999 has a thousand million.
	maxExponent = 1024
)

// readFile reads a file as far as a seed file may go, and a byte of the rest.
func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	return text, err // Parse refuses one byte too many
}

// checkTokens refuses a text that HCL's parser might not survive.
func checkTokens(path string, text []byte) error {
	tokens, _ := hclsyntax.LexConfig(text, path, hcl.InitialPos) // the parser reports what is wrong with a token
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
			return sentence(&token.Range, "more than %d brackets are open here: a seed file nests no deeper", maxDepth)
		case operators > maxOperators:
			return sentence(&token.Range, "the file has more than %d operators: write values instead of expressions", maxOperators)
		}
	}
	return nil
}

// errLargeNumber refuses a number whose digits nobody writes.
var errLargeNumber = errors.New("the number is out of range")

// checkExpression refuses what would take long to evaluate: a loop, and a number that is too
// large to be made a string.
func checkExpression(e hclsyntax.Expression) error {
	var refusal error
	_ = hclsyntax.VisitAll(e, func(n hclsyntax.Node) hcl.Diagnostics {
		at := n.Range()
		switch n := n.(type) {
		case *hclsyntax.ForExpr, *hclsyntax.SplatExpr:
			refusal = cmp.Or(refusal, sentence(&at, "a seed file has no loops: write the values out"))
		case *hclsyntax.LiteralValueExpr:
			if err := checkNumbers(n.Val); err != nil {
				refusal = cmp.Or(refusal, sentence(&at, "%w", err))
			}
		}
		return nil
	})
	return refusal
}

// checkNumbers refuses a value with a number that is infinite, or out of the range of a
// float64.
func checkNumbers(v cty.Value) error {
	return cty.Walk(v, func(_ cty.Path, v cty.Value) (bool, error) {
		if v.Type() != cty.Number || !v.IsKnown() || v.IsNull() {
			return true, nil
		}
		number := v.AsBigFloat()
		if exponent := number.MantExp(nil); number.IsInf() || exponent > maxExponent || exponent < -maxExponent {
			return false, errLargeNumber
		}
		return true, nil
	})
}
