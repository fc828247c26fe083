// The packages beneath google-auth-library, as it has them itself: gaxios is there twice, and `import` would give
// the other copy, on which no option has an effect.

module.exports = {
  gaxios: require('gaxios'),
  gcpMetadata: require('gcp-metadata'),
  logging: require('google-logging-utils'),
};
