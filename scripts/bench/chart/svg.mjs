// What the charts have in common. Their colours can be read on a light and on a dark page: the background is the page's.

const INK = '#6e7781';
const COLOURS = ['#3d7fd9', '#d9772b', '#3c9a5f', '#b8559b', '#8b6fd0', '#a8871c', '#8c959f'];

/** @param {number} index */
export function colourOf(index) {
  return COLOURS[index % COLOURS.length];
}

/** @param {{width: number, height: number, title: string, parts: string[]}} chart `title`: for who cannot see it */
export function svg({ width, height, title, parts }) {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="system-ui, sans-serif" font-size="12" fill="${INK}">
<title>${escapeXml(title)}</title>
${parts.join('\n')}
</svg>
`;
}

/** @param {'start' | 'middle' | 'end'} anchor */
export function label(x, y, text, anchor = 'start') {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}">${escapeXml(text)}</text>`;
}

export function rectangle(x, y, width, height, colour) {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" fill="${colour}"/>`;
}

export function line(x1, y1, x2, y2, dashes = '') {
  const dashed = dashes === '' ? '' : ` stroke-dasharray="${dashes}"`;
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="${INK}"${dashed}/>`;
}

/** @param {(readonly [number, number])[]} points @param {string} colour */
export function curve(points, colour) {
  const places = points.map(([x, y]) => `${round(x)},${round(y)}`);
  const dots = places.map((place) => {
    const [x, y] = place.split(',');
    return `<circle cx="${x}" cy="${y}" r="3" fill="${colour}"/>`;
  });
  return [
    `<polyline points="${places.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`,
    ...dots,
  ].join('\n');
}

/** Names of what the colours stand for, side by side. @param {string[]} names */
export function legend(x, y, names) {
  let at = x;
  return names.map((name, index) => {
    const here = at;
    at += 30 + name.length * 7;
    return rectangle(here, y - 10, 11, 11, colourOf(index)) + label(here + 16, y, name);
  });
}

function round(number) {
  return Math.round(number * 10) / 10;
}

function escapeXml(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
