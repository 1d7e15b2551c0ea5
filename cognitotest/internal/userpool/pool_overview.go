package userpool

// PoolOverview is a user pool with its domains, its app clients and its session tracking.
type PoolOverview struct {
	Pool
	Domains  []Domain // the prefix domain before the custom domain
	Clients  []Client // by id
	Sessions SessionConfiguration
}

// PoolOverviews returns the pools of all regions, by id.
func (s *Store) PoolOverviews() (list []PoolOverview) {
	s.db.Do(func() {
		for _, pool := range s.pools.Sorted() {
			p := s.byPool.Of(pool.ID)
			o := PoolOverview{Pool: pool, Clients: p.clients.Sorted(), Sessions: p.sessionConfiguration()}
			prefix, custom := s.poolDomains(pool.ID)
			for _, d := range []Domain{prefix, custom} {
				if d.Name != "" {
					o.Domains = append(o.Domains, d)
				}
			}
			list = append(list, o)
		}
	})
	return list
}
