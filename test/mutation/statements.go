package main

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
)

// remove omits calls, assignments and sends. A panic stays: the compiler needs it at the end of some functions.
func (m *mutator) remove(statements []ast.Stmt) {
	for _, statement := range statements {
		switch statement := statement.(type) {
		case *ast.ExprStmt:
			call, ok := statement.X.(*ast.CallExpr)
			if !ok {
				continue
			}
			if name, ok := call.Fun.(*ast.Ident); ok && name.Name == "panic" {
				continue
			}
		case *ast.AssignStmt:
			if statement.Tok == token.DEFINE || blank(statement.Lhs) {
				continue
			}
		case *ast.IncDecStmt, *ast.SendStmt:
		default:
			continue
		}
		id := m.add(statement, "remove "+m.text(statement))
		m.wrap(statement, fmt.Sprintf("if !mutantOn(%d) { ", id), " }")
	}
}

func blank(expressions []ast.Expr) bool {
	for _, expression := range expressions {
		if name, ok := expression.(*ast.Ident); !ok || name.Name != "_" {
			return false
		}
	}
	return true
}

// condition negates a condition. Comparisons and operators have mutants of their own.
func (m *mutator) condition(expression ast.Expr) {
	inner := ast.Unparen(expression)
	value := m.info.Types[inner]
	if value.Value != nil || !plainBool(value.Type) {
		return
	}
	if binary, ok := inner.(*ast.BinaryExpr); ok && negates(binary.Op) {
		return
	}
	id := m.add(inner, "negate "+m.text(inner))
	m.wrap(inner, "((", fmt.Sprintf(") != mutantOn(%d))", id))
}

// cases negates the conditions of a switch without a value.
func (m *mutator) cases(body *ast.BlockStmt) {
	for _, statement := range body.List {
		if clause, ok := statement.(*ast.CaseClause); ok {
			for _, expression := range clause.List {
				m.condition(expression)
			}
		}
	}
}

func negates(operator token.Token) bool {
	switch operator {
	case token.LAND, token.LOR, token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
		return true
	}
	return false
}

// results returns the zero value instead of a result.
func (m *mutator) results(statement *ast.ReturnStmt, signature *types.Signature) {
	if signature == nil || len(statement.Results) != signature.Results().Len() {
		return
	}
	for i, result := range statement.Results {
		declared := signature.Results().At(i).Type()
		value := m.info.Types[result]
		if types.Identical(declared, types.Typ[types.Bool]) {
			if value.Value != nil {
				id := m.add(result, "return !"+m.text(result))
				m.wrap(result, "((", fmt.Sprintf(") != mutantOn(%d))", id))
			} else {
				m.condition(result)
			}
			continue
		}
		name, ok := m.typeName(declared)
		if !ok || zero(result, value) || value.Value != nil && value.Value.Kind() == constant.Int {
			continue
		}
		id := m.add(result, "return the zero value instead of "+m.text(result))
		m.wrap(result, fmt.Sprintf("mutantZero[%s](%d, ", name, id), ")")
	}
}

// zero reports whether an expression is a zero value as written.
func zero(expression ast.Expr, value types.TypeAndValue) bool {
	if value.IsNil() {
		return true
	}
	if value.Value != nil {
		return value.Value.Kind() == constant.String && constant.StringVal(value.Value) == ""
	}
	literal, ok := ast.Unparen(expression).(*ast.CompositeLit)
	if !ok || len(literal.Elts) > 0 {
		return false
	}
	_, isStruct := value.Type.Underlying().(*types.Struct)
	return isStruct
}

// step turns ++ into -- and the reverse.
func (m *mutator) step(statement *ast.IncDecStmt) {
	if !m.addressable(statement.X) {
		return
	}
	function, text := "mutantAddTo", "--"
	if statement.Tok == token.DEC {
		function, text = "mutantSubtractFrom", "++"
	}
	id := m.add(statement, m.text(statement)+" → "+text)
	m.editor.open(m.offset(statement.Pos()), fmt.Sprintf("%s(%d, &", function, id))
	m.editor.replace(m.offset(statement.X.End()), m.offset(statement.End()), ", 1)")
}

// assignTo turns += into -= and the reverse.
func (m *mutator) assignTo(statement *ast.AssignStmt) {
	function, text := "mutantAddTo", "-="
	switch statement.Tok {
	case token.ADD_ASSIGN:
	case token.SUB_ASSIGN:
		function, text = "mutantSubtractFrom", "+="
	default:
		return
	}
	if !m.addressable(statement.Lhs[0]) || !basic(m.info.TypeOf(statement.Lhs[0]), types.IsNumeric) {
		return
	}
	id := m.add(statement, m.text(statement)+" → "+text)
	m.editor.open(m.offset(statement.Pos()), fmt.Sprintf("%s(%d, &", function, id))
	m.editor.replace(m.offset(statement.TokPos), m.offset(statement.TokPos)+2, ",")
	m.editor.close(m.offset(statement.End()), ")")
}

func (m *mutator) addressable(expression ast.Expr) bool {
	if index, ok := expression.(*ast.IndexExpr); ok {
		if _, isMap := m.info.TypeOf(index.X).Underlying().(*types.Map); isMap {
			return false
		}
	}
	return true
}
