// Docker Hub's names: one registry with several, and images that people write without "library/".

export const DOCKER_HUB = 'docker.io';

/** Hosts of Docker Hub's API and pages; images are named after docker.io. */
export function isDockerHubAlias(host: string): boolean {
  return host === 'index.docker.io' || host === 'registry-1.docker.io' || host === 'hub.docker.com';
}

// The best known official images. As the start of an account's name each could be meant too, but hardly is.
export const OFFICIAL_IMAGES =
  'alpine amazonlinux bash buildpack-deps busybox caddy cassandra centos composer couchdb debian eclipse-temurin ' +
  'elasticsearch fedora gcc ghost golang gradle haproxy hello-world httpd kibana logstash mariadb maven memcached ' +
  'mongo mysql nats nextcloud nginx node openjdk perl php postgres python rabbitmq redis rockylinux ruby rust solr ' +
  'swift telegraf tomcat ubuntu varnish wordpress zookeeper';

/** Whether `docker.io/library/NAME` is among the best known images. */
export function isOfficialImage(name: string): boolean {
  return OFFICIAL_IMAGES.split(' ').includes(name);
}
