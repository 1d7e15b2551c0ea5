package console

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/appconfig"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

type poolsPage struct {
	Pools     []pool
	Snapshots []snapshot
	Libraries []appconfig.Format
}

type pool struct {
	userpool.PoolOverview
	Hosts   []host
	Clients []client
}

// host is a domain of a pool. Local is its address in a browser without the proxy, or "".
type host struct{ Name, Local string }

type client struct {
	userpool.Client
	SecretPath string // "" for a public client
	ConfigPath string // of the configuration of an app, without its library
	Access     time.Duration
	ID         time.Duration
	Refresh    time.Duration
	Lifetimes  []lifetimeDrawing
}

// snapshot is a snapshot of the Control API, with the path of that API.
type snapshot struct {
	Name, Path string
	Time       time.Time
}

func (c *Console) pools(r *http.Request) any {
	var p poolsPage
	for _, o := range c.Store.PoolOverviews() {
		p.Pools = append(p.Pools, poolOf(o, r.Host))
	}
	for _, name := range appconfig.Names {
		format, _ := appconfig.Find(name) // it is one of the names
		p.Libraries = append(p.Libraries, format)
	}
	for name, at := range c.Snapshots() {
		p.Snapshots = append(p.Snapshots, snapshot{name, "/_cognitotest/snapshots/" + url.PathEscape(name), at})
	}
	slices.SortFunc(p.Snapshots, func(a, b snapshot) int { return cmp.Or(a.Time.Compare(b.Time), cmp.Compare(a.Name, b.Name)) })
	return p
}

// poolOf returns a pool. plainHost is the host of the plain endpoint.
func poolOf(o userpool.PoolOverview, plainHost string) pool {
	p := pool{PoolOverview: o}
	for _, d := range o.Domains {
		h := host{Name: d.Host(o.Region())}
		if !d.Custom() {
			h.Local = "http://" + strings.TrimSuffix(h.Name, ".amazoncognito.com") + ".localhost" + port(plainHost)
		}
		p.Hosts = append(p.Hosts, h)
	}
	for _, each := range o.Clients {
		p.Clients = append(p.Clients, clientOf(each))
	}
	slices.SortStableFunc(p.Clients, func(a, b client) int { return cmp.Compare(a.Name, b.Name) })
	return p
}

// port returns the port of a host with its colon, or "".
func port(host string) string {
	if i := strings.LastIndex(host, ":"); i > strings.LastIndex(host, "]") {
		return host[i:]
	}
	return ""
}

func clientOf(from userpool.Client) client {
	ids := url.Values{"user_pool_id": {from.PoolID}, "client_id": {from.ID}}.Encode()
	out := client{Client: from, ConfigPath: Prefix + "app-config?" + ids, Access: from.AccessTokenLifetime(), ID: from.IDTokenLifetime(), Refresh: from.RefreshTokenLifetime(), Lifetimes: lifetimes(from)}
	if from.Confidential() {
		out.SecretPath = Prefix + "client-secret?" + ids
	}
	return out
}
