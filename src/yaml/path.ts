// Where something stands in a YAML file.

/** Fields and positions in lists, from the top: `['rules', 1, 'ecr']`. */
export type Path = readonly (string | number)[];
