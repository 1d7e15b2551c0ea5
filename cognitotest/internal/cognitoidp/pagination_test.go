package cognitoidp_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestPagination reads each list of five items in pages of two.
func TestPagination(t *testing.T) {
	const inPool = `"UserPoolId":"{pool}",`
	tests := []struct {
		action, scope, limit, token, items, key string
		create                                  func(*testing.T, *server, int)
	}{
		{"ListUserPools", ``, "MaxResults", "NextToken", "UserPools", "Id", func(t *testing.T, s *server, i int) {
			s.ok(t, "CreateUserPool", fmt.Sprintf(`{"PoolName":"p%d"}`, i))
		}},
		{"ListUserPoolClients", inPool, "MaxResults", "NextToken", "UserPoolClients", "ClientId", func(t *testing.T, s *server, i int) {
			s.ok(t, "CreateUserPoolClient", fmt.Sprintf(`{"UserPoolId":"{pool}","ClientName":"c%d"}`, i))
		}},
		{"ListResourceServers", inPool, "MaxResults", "NextToken", "ResourceServers", "Identifier", func(t *testing.T, s *server, i int) {
			s.ok(t, "CreateResourceServer", fmt.Sprintf(`{"UserPoolId":"{pool}","Identifier":"r%d","Name":"r"}`, i))
		}},
		{"ListUsers", inPool, "Limit", "PaginationToken", "Users", "Username", func(t *testing.T, s *server, i int) {
			s.ok(t, "AdminCreateUser", fmt.Sprintf(`{"UserPoolId":"{pool}","Username":"u%d"}`, i))
		}},
		{"ListGroups", inPool, "Limit", "NextToken", "Groups", "GroupName", func(t *testing.T, s *server, i int) {
			s.ok(t, "CreateGroup", fmt.Sprintf(`{"UserPoolId":"{pool}","GroupName":"g%d"}`, i))
		}},
		{"ListUsersInGroup", inPool + `"GroupName":"all",`, "Limit", "NextToken", "Users", "Username", func(t *testing.T, s *server, i int) {
			if i == 0 {
				s.ok(t, "CreateGroup", `{"UserPoolId":"{pool}","GroupName":"all"}`)
			}
			s.ok(t, "AdminCreateUser", fmt.Sprintf(`{"UserPoolId":"{pool}","Username":"u%d"}`, i))
			s.ok(t, "AdminAddUserToGroup", fmt.Sprintf(`{"UserPoolId":"{pool}","Username":"u%d","GroupName":"all"}`, i))
		}},
		{"AdminListGroupsForUser", inPool + `"Username":"ada",`, "Limit", "NextToken", "Groups", "GroupName", func(t *testing.T, s *server, i int) {
			if i == 0 {
				s.ok(t, "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"ada"}`)
			}
			s.ok(t, "CreateGroup", fmt.Sprintf(`{"UserPoolId":"{pool}","GroupName":"g%d"}`, i))
			s.ok(t, "AdminAddUserToGroup", fmt.Sprintf(`{"UserPoolId":"{pool}","Username":"ada","GroupName":"g%d"}`, i))
		}},
		{"ListIdentityProviders", inPool, "MaxResults", "NextToken", "Providers", "ProviderName", func(t *testing.T, s *server, i int) {
			s.ok(t, "CreateIdentityProvider", fmt.Sprintf(`{"UserPoolId":"{pool}","ProviderName":"idp%d","ProviderType":"SAML","ProviderDetails":{"MetadataURL":"https://idp.example/saml"}}`, i))
		}},
	}
	for _, tt := range tests {
		t.Run(tt.action, func(t *testing.T) {
			s := start(t)
			if tt.scope != "" {
				s.pool(t, `{"PoolName":"p"}`)
			}
			for i := range 5 {
				tt.create(t, s, i)
			}
			var sizes []int
			returned := map[any]bool{}
			for token := ""; ; {
				body := fmt.Sprintf(`{%s"%s":2%s}`, tt.scope, tt.limit, token)
				got := s.ok(t, tt.action, body)
				items := got[tt.items].([]any)
				sizes = append(sizes, len(items))
				for _, item := range items {
					returned[at(item, tt.key)] = true
				}
				next, more := got[tt.token]
				if !more {
					break
				}
				require.Less(t, len(sizes), 5, "the last page must have no token")
				token = fmt.Sprintf(`,"%s":"%s"`, tt.token, next)
			}
			assert.Equal(t, []int{2, 2, 1}, sizes)
			assert.Len(t, returned, 5, "each item is returned once")
			s.fails(t, tt.action, fmt.Sprintf(`{%s"%s":2,"%s":"bm9uc2Vuc2U"}`, tt.scope, tt.limit, tt.token), "InvalidParameterException", "Invalid pagination token.")
		})
	}
}

// TestFullLastPageHasNoToken: a last page that is full has no token, because the next page would be empty.
func TestFullLastPageHasNoToken(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	got := s.ok(t, "ListUserPools", `{"MaxResults":1}`)
	assert.Len(t, got["UserPools"], 1)
	assert.NotContains(t, got, "NextToken")
}

// TestChangedListDoesNotRepeatItems: if items are added or removed between two requests, the pages neither
// repeat nor omit the other items.
func TestChangedListDoesNotRepeatItems(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	add := func(name string) { s.ok(t, "CreateGroup", `{"UserPoolId":"{pool}","GroupName":"`+name+`"}`) }
	remove := func(name string) { s.ok(t, "DeleteGroup", `{"UserPoolId":"{pool}","GroupName":"`+name+`"}`) }
	for _, name := range []string{"b", "d", "f", "h"} {
		add(name)
	}
	var names []string
	next := func(token string) string {
		got := s.ok(t, "ListGroups", `{"UserPoolId":"{pool}","Limit":2`+token+`}`)
		for _, g := range got["Groups"].([]any) {
			names = append(names, at(g, "GroupName").(string))
		}
		after, _ := got["NextToken"].(string)
		return `,"NextToken":"` + after + `"`
	}
	token := next("")
	add("a")    // sorts before the item of the token
	remove("d") // is the item of the token
	add("e")
	token = next(token)
	remove("f")
	remove("e")
	assert.Equal(t, `,"NextToken":""`, next(token))
	assert.Equal(t, []string{"b", "d", "e", "f", "h"}, names)
}

// TestPaginationTokenOfAnotherListIsRejected: a pagination token is valid only for the action and the
// parameters that returned it (API_ListUsers: "with the same parameters").
func TestPaginationTokenOfAnotherListIsRejected(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	for _, name := range []string{"a", "b"} {
		s.ok(t, "CreateGroup", `{"UserPoolId":"{pool}","GroupName":"`+name+`"}`)
		s.ok(t, "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"`+name+`"}`)
		for _, group := range []string{"a", "b"}[:len(s.ok(t, "ListGroups", `{"UserPoolId":"{pool}"}`)["Groups"].([]any))] {
			s.ok(t, "AdminAddUserToGroup", `{"UserPoolId":"{pool}","Username":"`+name+`","GroupName":"`+group+`"}`)
		}
	}
	s.ok(t, "AdminAddUserToGroup", `{"UserPoolId":"{pool}","Username":"a","GroupName":"b"}`)
	s.set("token", s.ok(t, "ListUsersInGroup", `{"UserPoolId":"{pool}","GroupName":"a","Limit":1}`)["NextToken"].(string))
	s.ok(t, "ListUsersInGroup", `{"UserPoolId":"{pool}","GroupName":"a","Limit":2,"NextToken":"{token}"}`) // the limit may change
	for action, body := range map[string]string{
		"ListGroups":             `{"UserPoolId":"{pool}","NextToken":"{token}"}`,
		"ListUsersInGroup":       `{"UserPoolId":"{pool}","GroupName":"b","NextToken":"{token}"}`,
		"AdminListGroupsForUser": `{"UserPoolId":"{pool}","Username":"a","NextToken":"{token}"}`,
		"ListUserPools":          `{"MaxResults":1,"NextToken":"{token}"}`,
		"ListUsers":              `{"UserPoolId":"{pool}","PaginationToken":"{token}"}`,
	} {
		s.fails(t, action, body, "InvalidParameterException", "Invalid pagination token.")
	}
}
