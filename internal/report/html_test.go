package report

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
)

// elements returns the elements of a page by name.
func elements(t *testing.T, page string) map[string][]*html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	require.NoError(t, err)
	found := map[string][]*html.Node{}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			found[n.Data] = append(found[n.Data], n)
		}
	}
	return found
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func TestPageLoadsNothing(t *testing.T) {
	for name, r := range map[string]*Report{"sample": accepted(), "hostile": hostile(), "empty": {Version: Version}} {
		t.Run(name, func(t *testing.T) {
			page := render(t, "html", r, WriteOptions{})
			found := elements(t, page)
			for _, element := range []string{"script", "link", "img", "iframe", "object", "embed", "base", "form", "image", "use"} {
				assert.Empty(t, found[element], element)
			}
			require.Len(t, found["style"], 1)
			style := found["style"][0].FirstChild.Data
			assert.NotContains(t, style, "@import")
			assert.Equal(t, strings.Count(style, "url("), strings.Count(style, "url(#"), "url() must refer to a pattern of the page")
			for _, nodes := range found {
				for _, n := range nodes {
					for _, a := range n.Attr {
						assert.False(t, strings.HasPrefix(a.Key, "on"), "an event handler %s", a.Key)
						assert.NotContains(t, []string{"src", "srcset", "xlink:href", "action", "style"}, a.Key)
					}
				}
			}
			for _, a := range found["a"] {
				assert.True(t, strings.HasPrefix(attribute(a, "href"), "https://github.com/cognitokit/terraform-aws-cognito/blob/main/docs/checks/"), attribute(a, "href"))
			}
		})
	}
}

func TestPageIsAccessible(t *testing.T) {
	found := elements(t, render(t, "html", accepted(), WriteOptions{}))
	require.Len(t, found["svg"], 1+6, "the patterns, and a timeline for each client")
	ids := map[string]int{}
	for _, nodes := range found {
		for _, n := range nodes {
			if id := attribute(n, "id"); id != "" {
				ids[id]++
			}
		}
	}
	for id, times := range ids {
		assert.Equal(t, 1, times, "the id %s", id)
	}
	for _, svg := range found["svg"][1:] {
		assert.Equal(t, "img", attribute(svg, "role"))
		for id := range strings.FieldsSeq(attribute(svg, "aria-labelledby")) {
			assert.Contains(t, ids, id)
		}
	}
	for _, th := range found["th"] {
		assert.NotEmpty(t, attribute(th, "scope"))
	}
	for _, td := range found["td"] {
		assert.NotNil(t, td.FirstChild, "a cell contains its outcome as a word")
	}
	assert.Equal(t, "en", attribute(found["html"][0], "lang"))
}

func TestPageReportsDifferentLifetimes(t *testing.T) {
	r := sample()
	assert.Contains(t, render(t, "html", r, WriteOptions{}), "differs between environments")
	for i := range r.Environments {
		for j := range r.Environments[i].Clients {
			r.Environments[i].Clients[j].Lifetime = r.Environments[0].Clients[0].Lifetime
		}
	}
	page := render(t, "html", r, WriteOptions{})
	assert.NotContains(t, page, "differs between environments")
	assert.Contains(t, page, "the same in each environment")
}

// A reader gets the findings first, then the matrix of all checks.
func TestPageBeginsWithTheFindings(t *testing.T) {
	var headings []string
	root, err := html.Parse(strings.NewReader(render(t, "html", accepted(), WriteOptions{})))
	require.NoError(t, err)
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "h2" {
			headings = append(headings, n.FirstChild.Data)
		}
	}
	assert.Equal(t, []string{"Findings", "Checks and environments", "Token lifetimes", "Environments"}, headings)
}

// Each finding is an article with one link, to the page of its check.
func TestEachFindingLinksToItsCheck(t *testing.T) {
	r := accepted()
	found := elements(t, render(t, "html", r, WriteOptions{}))
	var want, got []string
	for _, result := range r.results() {
		for range result.Findings {
			want = append(want, page(result.Check))
		}
		if result.Outcome == Unchecked {
			want = append(want, page(result.Check))
		}
	}
	without := 0
	for _, article := range found["article"] {
		var links []string
		for n := range article.Descendants() {
			if n.Data == "a" {
				links = append(links, attribute(n, "href"))
			}
		}
		if len(links) == 0 {
			without++
			continue
		}
		require.Len(t, links, 1)
		got = append(got, links[0])
	}
	assert.ElementsMatch(t, want, got)
	assert.Len(t, want, 5)
	assert.Equal(t, 1, without, "the user that is left")
}

// A landmark has a name of its own, so that a screen reader can tell it from the others.
func TestPageHasUniqueLandmarks(t *testing.T) {
	found := elements(t, render(t, "html", accepted(), WriteOptions{}))
	names := map[string]int{}
	for _, nodes := range found {
		for _, n := range nodes {
			if n.Data == "section" || attribute(n, "role") == "region" {
				names[attribute(n, "aria-labelledby")]++
			}
		}
	}
	assert.NotContains(t, names, "")
	for name, times := range names {
		assert.Equal(t, 1, times, name)
	}
}
