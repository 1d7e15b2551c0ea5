package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"
)

// A mutant is one change of the source.
type mutant struct {
	id   int
	file string
	line int
	// key identifies the mutant in survivors.yaml: the function and the change. It has no line number, so that it
	// survives changes elsewhere in the file.
	key string
}

// mutator finds the mutants of one file and rewrites the file so that it contains all of them.
type mutator struct {
	pkg      *types.Package
	info     *types.Info
	fset     *token.FileSet
	name     string // path of the file from the root of the repository
	source   []byte
	imports  map[string]string // import path: name in the file
	editor   editor
	mutants  []mutant
	next     int // the next id
	seen     map[string]int
	function string
}

// mutate visits each declaration. Constants have no mutants where they are declared, but where they are used.
func (m *mutator) mutate(file *ast.File) {
	m.imports = map[string]string{}
	for _, spec := range file.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue
		}
		if imported := m.info.PkgNameOf(spec); imported != nil && imported.Name() != "_" && imported.Name() != "." {
			m.imports[path] = imported.Name()
		}
	}
	for _, declaration := range file.Decls {
		switch declaration := declaration.(type) {
		case *ast.FuncDecl:
			if declaration.Body == nil {
				continue
			}
			m.function = declaration.Name.Name
			if declaration.Recv != nil {
				m.function = m.text(declaration.Recv.List[0].Type) + "." + m.function
			}
			signature, _ := m.info.Defs[declaration.Name].Type().(*types.Signature)
			m.visit(declaration.Body, signature)
		case *ast.GenDecl:
			if declaration.Tok != token.VAR {
				continue
			}
			for _, spec := range declaration.Specs {
				if spec, ok := spec.(*ast.ValueSpec); ok {
					m.function = "var " + spec.Names[0].Name
					for _, value := range spec.Values {
						m.visit(value, nil)
					}
				}
			}
		}
	}
}

// visit finds the mutants below a node. A function literal has its own signature.
func (m *mutator) visit(root ast.Node, signature *types.Signature) {
	if literal, ok := root.(*ast.FuncLit); ok {
		signature, _ = m.info.TypeOf(literal).(*types.Signature)
		root = literal.Body
	}
	ast.PreorderStack(root, nil, func(node ast.Node, stack []ast.Node) bool {
		if literal, ok := node.(*ast.FuncLit); ok {
			m.visit(literal, nil)
			return false
		}
		switch node := node.(type) {
		case *ast.GenDecl:
			return node.Tok == token.VAR
		case *ast.ArrayType, *ast.StructType, *ast.InterfaceType, *ast.FuncType, *ast.MapType:
			return false
		case *ast.BlockStmt:
			m.remove(node.List)
		case *ast.CaseClause:
			m.remove(node.Body)
		case *ast.CommClause:
			m.remove(node.Body)
		case *ast.IfStmt:
			m.condition(node.Cond)
		case *ast.ForStmt:
			if node.Cond != nil {
				m.condition(node.Cond)
			}
		case *ast.SwitchStmt:
			if node.Tag == nil {
				m.cases(node.Body)
			}
		case *ast.ReturnStmt:
			m.results(node, signature)
		case *ast.IncDecStmt:
			m.step(node)
		case *ast.AssignStmt:
			m.assignTo(node)
		case ast.Expr:
			return m.expression(node, stack)
		}
		return true
	})
}

// operator adds the mutant that replaces the operator.
func (m *mutator) operator(binary *ast.BinaryExpr, replacement string) int {
	return m.add(binary, m.text(binary)+" → "+replacement)
}

// call turns a binary expression into a call.
func (m *mutator) call(binary *ast.BinaryExpr, open, between, end string) {
	m.editor.open(m.offset(binary.Pos()), open)
	m.editor.replace(m.offset(binary.OpPos), m.offset(binary.OpPos)+len(binary.Op.String()), between)
	m.editor.close(m.offset(binary.End()), end)
}

func (m *mutator) wrap(node ast.Node, open, end string) {
	m.editor.open(m.offset(node.Pos()), open)
	m.editor.close(m.offset(node.End()), end)
}

func (m *mutator) offset(pos token.Pos) int { return m.fset.Position(pos).Offset }

// add registers a mutant. Equal changes in a function are numbered.
func (m *mutator) add(node ast.Node, change string) int {
	id := m.next
	m.next++
	key := m.function + ": " + change
	m.seen[key]++
	if n := m.seen[key]; n > 1 {
		key += fmt.Sprintf(" (%d)", n)
	}
	m.mutants = append(m.mutants, mutant{id: id, file: m.name, line: m.fset.Position(node.Pos()).Line, key: key})
	return id
}

// text returns the source of a node in one line, shortened.
func (m *mutator) text(node ast.Node) string {
	words := strings.Fields(string(m.source[m.offset(node.Pos()):m.offset(node.End())]))
	text := []rune(strings.Join(words, " "))
	const limit = 90
	if len(text) > limit {
		return string(text[:limit-1]) + "…"
	}
	return string(text)
}

// typeName returns a type as the file can write it. It cannot write a type of a package that it does not import.
func (m *mutator) typeName(of types.Type) (name string, ok bool) {
	ok = true
	name = types.TypeString(of, func(other *types.Package) string {
		if other == m.pkg {
			return ""
		}
		imported, found := m.imports[other.Path()]
		ok = ok && found
		return imported
	})
	return name, ok && !strings.HasPrefix(name, "untyped ")
}

func plainBool(of types.Type) bool {
	return types.Identical(types.Default(of), types.Typ[types.Bool])
}

// basic reports whether the type, or the type that it is declared as, is a basic type with a property.
func basic(of types.Type, property types.BasicInfo) bool {
	if _, ok := of.(*types.TypeParam); ok {
		return false
	}
	underlying, ok := of.Underlying().(*types.Basic)
	return ok && underlying.Info()&property != 0
}
