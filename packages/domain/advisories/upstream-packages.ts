/** What distributions call the packages of a product that upstream, and so a check over the network, calls otherwise. */
const PACKAGES: ReadonlyMap<string, readonly string[]> = new Map([
  ['apache', ['httpd', 'apache2']],
  ['http server', ['httpd', 'apache2']],
  ['openssl', ['openssl-libs', 'libopenssl3', 'libopenssl1_1', 'libssl3', 'libssl3t64', 'libssl1.1']],
  ['openssh', ['openssh-server', 'openssh-clients', 'openssh-client']],
  ['isc bind', ['bind9', 'bind']],
  ['bind', ['bind9']],
  ['exim', ['exim4']],
  ['tomcat', ['tomcat10', 'tomcat9']],
  ['mariadb', ['mariadb-server', 'mariadb-10.11']],
  ['mysql', ['mysql-server', 'mysql-8.0']],
  ['postgresql', ['postgresql-server', 'postgresql-15', 'postgresql-14']],
  ['python', ['python3', 'python3.11', 'python3.10', 'python3.9']],
  ['php', ['php-common', 'php8.2', 'php8.1']],
  ['curl', ['libcurl', 'libcurl4']],
]);

/** Names under which distributions package an upstream's product, likeliest first; none where its own name is the package's too. */
export function upstreamPackages(product: string): readonly string[] {
  return PACKAGES.get(product) ?? [];
}
