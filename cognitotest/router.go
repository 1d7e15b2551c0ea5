package cognitotest

import (
	"context"
	"net"
	"net/http"
	"regexp"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/account"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/cognitoidp"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/console"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/control"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/csvupload"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/fault"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/federation"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/hostedui"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/kms"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/kmskey"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/message"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/oauth2"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/passkey"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/requestlog"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/requestrate"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/sigv4"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/sts"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/token"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// router selects the front end of a request by the host name.
type router struct {
	store   *userpool.Store
	api     *cognitoidp.API
	sts     *sts.Service
	kms     *kms.Service
	control *control.API
	console *console.Console
	service *http.ServeMux // cognito-idp hosts and the plain endpoint, except API calls
	domain  *http.ServeMux // domains of pools
	region  string
	config  Config

	triggers *trigger.Invoker

	faults   *fault.Rules
	requests *requestlog.Log
}

// newRouter returns the router of a store. reset is [Server.Reset].
func newRouter(store *userpool.Store, config Config, reset func() error) *router {
	store.AuthenticationLevels = config.AuthenticationLevels
	triggers := config.invoker()
	issuer := &token.Issuer{Store: store, Triggers: triggers}
	messages := &message.Sender{Store: store, Triggers: triggers}
	accounts := &account.Service{Store: store, Triggers: triggers, Messages: messages}
	passkeys := &passkey.Service{Store: store}
	signIns := &signin.Service{Store: store, Issuer: issuer, Triggers: triggers, Messages: messages, Accounts: accounts, Passkeys: passkeys}
	providers := &federation.Client{Store: store, HTTP: config.ProviderClient, Issuer: issuer, Offline: config.offline}
	rt := &router{
		store: store, region: config.Region, config: config, triggers: triggers, control: control.New(store, reset),
		api:     &cognitoidp.API{Store: store, Issuer: issuer, Accounts: accounts, SignIns: signIns, Passkeys: passkeys, Federation: providers, MaxRates: config.MaxRequestQuotas},
		service: http.NewServeMux(), domain: http.NewServeMux(), requests: &requestlog.Log{PoolOf: func(clientID string) string {
			client, _ := store.FindClient("", clientID) // an unknown client has no pool
			return client.PoolID
		}},
	}
	if len(config.Credentials) > 0 {
		rt.api.Keys = &sigv4.Verifier{Secrets: config.Credentials, Now: store.Clock.OfMachine}
	}
	rt.sts = &sts.Service{AccountID: store.AccountID, Keys: rt.api.Keys}
	rt.kms = &kms.Service{AccountID: store.AccountID, Keys: kmskey.Keys{Store: store}, Signatures: rt.api.Keys}
	if config.RequestQuotas {
		rt.api.Rates = &requestrate.Limiter{Provisioned: store.ProvisionedLimit}
	}
	endpoints := &oauth2.Endpoints{Store: store, Issuer: issuer, Federation: providers}
	served := &endpointList{ServeMux: rt.service}
	endpoints.RegisterDiscovery(served, func(r *http.Request) string {
		region, _ := serviceRegion(rt.hostOf(r)) // "" on the plain endpoint
		return region
	})
	(&csvupload.Handler{Store: store}).Register(rt.service)
	rt.service.HandleFunc("/", cognitoidp.NotUnderstood)
	served.ServeMux = rt.domain
	endpoints.Register(served, domainOf)
	pages := hostedui.New(hostedui.Pages{Store: store, Issuer: issuer, Federation: providers, Accounts: accounts, SignIns: signIns, Passkeys: passkeys})
	pages.Register(served, domainOf)
	rt.faults = fault.NewRules(cognitoidp.Actions(), served.paths)
	rt.control.Faults, rt.control.Requests = rt.faults, rt.requests
	rt.console = console.New(store)
	rt.console.Faults, rt.console.Requests, rt.console.Snapshots = rt.faults, rt.requests, rt.control.Snapshots
	return rt
}

// regionName matches the name of a region, such as us-east-1.
const regionName = `[a-z]{2}(?:-[a-z]+)+-\d`

// servicePattern matches the regional hosts of the three services, and the host of the updated
// issuer, which serves only the discovery documents (developer guide, "Identity provider and
// relying party endpoints").
var servicePattern = regexp.MustCompile(`^(cognito-idp|issuer-cognito-idp|kms|sts)\.(` + regionName + `)\.amazonaws\.com$`)

// serviceRegion returns the region in the host name of a service. ok is false for other hosts.
func serviceRegion(host string) (region string, ok bool) {
	match := servicePattern.FindStringSubmatch(host)
	if match == nil {
		return "", false
	}
	return match[2], true
}

// hostOf returns the emulated host name of a request, in lower case, because the case of a host name has
// no meaning (RFC 9110 section 4.2.3). PREFIX.auth.REGION.localhost is the
// domain PREFIX.auth.REGION.amazoncognito.com, because .localhost names resolve to a loopback
// address (RFC 6761 section 6.3). So is PREFIX.auth.REGION.NAME for an exposed name.
func (rt *router) hostOf(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.Host)
	if err != nil {
		host = r.Host
	}
	host = strings.ToLower(host)
	if local, ok := rt.config.cutSuffix(host); ok {
		return local + ".amazoncognito.com"
	}
	return host
}

// destination describes the host name of a request.
type destination struct {
	host     string
	service  bool   // the host is a host of the three services
	plain    bool   // see [Config.isPlainHost]
	region   string // the region of a service host
	isDomain bool   // the host is the domain of a user pool
	domain   userpool.Domain
}

type destinationKey struct{}

// withDestination looks up the host name of a request, once, and stores the result in the
// context of the request.
func (rt *router) withDestination(r *http.Request) (*http.Request, destination) {
	d := destination{host: rt.hostOf(r)}
	if d.region, d.service = serviceRegion(d.host); !d.service { // a domain cannot have the name of a service host
		d.domain, d.isDomain = rt.store.DomainByHost(d.host)
		d.plain = !d.isDomain && rt.config.isPlainHost(strings.Trim(d.host, "[]"))
	}
	return r.WithContext(context.WithValue(r.Context(), destinationKey{}, d)), d
}

func destinationOf(r *http.Request) destination {
	d, _ := r.Context().Value(destinationKey{}).(destination) // withBody has stored it
	return d
}

// control reports whether the request is for the Control API or for the console. Through the proxy's
// tunnels there is none: the real hosts have no such path.
func (d destination) control(r *http.Request) bool {
	return d.plain && r.TLS == nil && strings.HasPrefix(r.URL.Path, control.Prefix)
}

// opensConsole reports whether a browser opens the address of the plain endpoint. Clients of the service
// send POST requests to that path, and programs that send GET do not accept HTML by name.
func opensConsole(r *http.Request) bool {
	return r.Method == http.MethodGet && r.TLS == nil && r.URL.Path == "/" && strings.Contains(r.Header.Get("Accept"), "text/html")
}

func domainOf(r *http.Request) userpool.Domain { return destinationOf(r).domain }

// ServeHTTP handles a request whose body [router.withBody] has read.
func (rt *router) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	to := destinationOf(r)
	if to.isDomain {
		rt.domain.ServeHTTP(w, r)
		return
	}
	host, region, service, plain := to.host, to.region, to.service, to.plain
	post := r.Method == http.MethodPost && r.URL.Path == "/"
	target := r.Header.Get("X-Amz-Target")
	sts, issuer := strings.HasPrefix(host, "sts."), strings.HasPrefix(host, "issuer-")
	switch {
	case !service && !plain:
		http.Error(w, "cognitotest: no such host: "+host, http.StatusMisdirectedRequest)
	case to.control(r) && console.Has(r.URL.Path):
		rt.console.ServeHTTP(w, r)
	case to.control(r):
		rt.control.ServeHTTP(w, r)
	case plain && opensConsole(r):
		http.Redirect(w, r, console.Prefix, http.StatusFound)
	case strings.HasPrefix(host, "kms.") || post && plain && strings.HasPrefix(target, kms.TargetPrefix):
		rt.kms.Handle(w, r, region, rt.region)
	case r.Method == http.MethodOptions && r.URL.Path == "/" && !sts && !issuer:
		rt.api.Preflight(w, r)
	case sts || post && plain && target == "":
		rt.sts.Handle(w, r, region)
	case !post || issuer:
		rt.service.ServeHTTP(w, r)
	default:
		rt.api.Handle(w, r, region, rt.region)
	}
}
