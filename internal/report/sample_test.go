package report

import "time"

const (
	hour = 3600
	day  = 24 * hour
)

// sample returns the report of a run over three environments, with each outcome.
func sample() *Report {
	lifetime := func(access, id, refresh int) *Lifetime {
		return &Lifetime{AccessTokenSeconds: access, IDTokenSeconds: id, RefreshTokenSeconds: refresh}
	}
	rotated := lifetime(hour, hour, 30*day)
	rotated.Rotation, rotated.RetryGracePeriodSeconds = true, 60
	rotated.Observed = []Event{
		{AtSeconds: 0, Kind: Issued, Session: 1}, {AtSeconds: 2.5, Kind: Rotated, Session: 1}, {AtSeconds: 12, Kind: Retried, Session: 1},
		{AtSeconds: 65, Kind: Refused, Session: 1}, {AtSeconds: 0, Kind: Issued, Session: 2}, {AtSeconds: 4, Kind: Revoked, Session: 2},
	}
	passed := func(checks ...string) (results []Result) {
		for _, c := range checks {
			results = append(results, Result{Check: c, Outcome: Passed})
		}
		return results
	}
	none := Result{Check: "refresh-rotation", Outcome: NotApplicable, Reason: "the client does not rotate its refresh tokens"}
	return &Report{
		Version: Version, Live: true,
		Started: time.Date(2026, 11, 27, 8, 0, 0, 0, time.UTC), Finished: time.Date(2026, 11, 27, 8, 1, 12, 5e8, time.UTC),
		Checks: []Check{
			{Name: "deletion-protection", Doc: "The pool of a production environment cannot be deleted by mistake."},
			{Name: "token-validity", Doc: "The access, ID and refresh tokens of a client have the declared lifetimes."},
			{Name: "callback-urls", Doc: "Each callback URL is declared and belongs to the app."},
			{Name: "refresh-rotation", Doc: "A replaced refresh token is rejected after its grace period.", Live: true},
		},
		Environments: []Environment{{
			Name: "dev", Region: "eu-west-1", UserPoolID: "eu-west-1_devdevdev", Source: "environments/dev",
			Results: []Result{{Check: "deletion-protection", Outcome: NotApplicable, Reason: "the environment is not production"}},
			Clients: []Client{
				{Key: "mobile", ID: "mobiledev", Lifetime: rotated, Results: passed("token-validity", "callback-urls", "refresh-rotation")},
				{Key: "web", ID: "webdev", Lifetime: lifetime(hour, hour, 30*day), Results: append(passed("token-validity"), Result{
					Check: "callback-urls", Outcome: Failed, Findings: []Finding{{
						Message: "The callback URL http://dev.example.com/callback is not declared; declared are https://dev.example.com/callback and http://localhost:3000/callback.",
						Fix:     `Remove it by an apply, or add it to callback_urls of the client "web".`,
					}},
				}, none)},
			},
		}, {
			Name: "staging", Region: "eu-west-1", UserPoolID: "eu-west-1_stagingst", Source: "environments/staging.json",
			Left:    []string{"The user temporary-1 was created and could not be removed. Delete it."},
			Results: []Result{{Check: "deletion-protection", Outcome: NotApplicable, Reason: "the environment is not production"}},
			Clients: []Client{
				{Key: "mobile", ID: "mobilestaging", Lifetime: lifetime(hour, hour, 30*day), Results: append(passed("token-validity", "callback-urls"), Result{
					Check: "refresh-rotation", Outcome: Unchecked, Reason: "the sign-in did not end within 30 seconds",
				})},
				{Key: "web", ID: "webstaging", Lifetime: lifetime(day, hour, 30*day), Results: append([]Result{{
					Check: "token-validity", Outcome: Failed, Findings: []Finding{
						{Message: "The access token lives for 1 day; it must live for 1 hour.", Fix: "Write access_token = { validity = 1, unit = \"hours\" }."},
						{Message: "The refresh token lives for 30 days; it must live for 1 day.", Fix: "Write refresh = { validity = 1, unit = \"days\" }."},
					},
				}}, append(passed("callback-urls"), none)...)},
			},
		}, {
			Name: "production", Region: "eu-central-1", UserPoolID: "eu-central-1_prodprodp", Production: true, Source: "environments/production",
			Results: []Result{{Check: "deletion-protection", Outcome: Failed, Findings: []Finding{{
				Message: "Deletion protection is INACTIVE; it must be ACTIVE.", Fix: `Write deletion_protection = "ACTIVE".`,
			}}}},
			Clients: []Client{
				{Key: "mobile", ID: "mobileprod", Lifetime: rotated, Results: passed("token-validity", "callback-urls", "refresh-rotation")},
				{Key: "web", ID: "webprod", Lifetime: lifetime(hour, hour, 1*day), Results: append(passed("token-validity", "callback-urls"), none)},
			},
		}},
	}
}

// accepted returns the sample with a baseline. One entry is used, one is expired, one is unused.
func accepted() *Report {
	r := sample()
	r.Accept(Baseline{Entries: []Entry{
		{Check: "callback-urls", Environment: "dev*", Client: "web", Acceptance: Acceptance{"a tunnel of the developers | see the wiki", "2027-01-31"}, Position: "baseline.hcl:1"},
		{Check: "token-validity", Environment: "staging", Acceptance: Acceptance{"until the release", "2026-11-26"}, Position: "baseline.hcl:9"},
		{Check: "callback-urls", Environment: "production", Acceptance: Acceptance{"removed soon", "2027-01-31"}, Position: "baseline.hcl:16"},
	}}, time.Date(2026, 11, 27, 8, 0, 0, 0, time.UTC))
	return r
}

// hostile returns a report with names and sentences that would break a format that does not escape them.
func hostile() *Report {
	r := sample()
	const name = `<script>alert(1)</script>'"|&]]>` + "\x1b[31m\n# `x` $(x) {{.}} @user"
	r.Checks[0].Name, r.Checks[0].Doc = name, name
	e := &r.Environments[1]
	e.Name, e.Region, e.UserPoolID, e.Source = name, name, name, "javascript:alert(1)//"+name+".json"
	e.Left = []string{name}
	e.Results[0] = Result{Check: name, Outcome: Unchecked, Reason: name}
	e.Clients[1].Key, e.Clients[1].ID = name, name
	e.Clients[1].Results[0].Findings[0] = Finding{Message: name, Fix: name, Accepted: &Acceptance{Reason: name, Expires: name}}
	e.Clients[0].Lifetime.Observed = []Event{{AtSeconds: -1e300, Kind: name, Session: -1}}
	return r
}
