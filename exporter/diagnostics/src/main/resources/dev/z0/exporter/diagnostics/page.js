'use strict';

const EVERY_MS = 2000;
const UNITS = [[86400, 'd'], [3600, 'h'], [60, 'min']];
const TOKEN = 'z0-token';
const element = id => document.getElementById(id);
let timer = 0;

/** Fills a table; cells are set as text, so that nothing in them can become markup. */
function fill(id, rows, cells, isBad) {
  const table = element(id);
  const columns = table.tHead.rows[0].cells;
  table.tBodies[0].replaceChildren(...rows.map(row => {
    const line = document.createElement('tr');
    line.classList.toggle('bad', isBad(row));
    cells(row).forEach((value, i) => {
      const cell = line.insertCell();
      cell.textContent = value ?? '';
      cell.className = columns[i].className;
    });
    return line;
  }));
}

/** "12 s ago", "in 3 min", by the service's clock. */
function distance(time, now) {
  if (!time) {
    return '';
  }
  const seconds = Math.round((Date.parse(time) - Date.parse(now)) / 1000);
  const size = Math.abs(seconds);
  const [unit, name] = UNITS.find(([unit]) => size >= 2 * unit) ?? [1, 's'];
  const words = Math.round(size / unit) + ' ' + name;
  return seconds > 0 ? 'in ' + words : words + ' ago';
}

/** "java.sql.SQLException 23505: duplicate key": what went wrong, and what the database called it. */
function error(row) {
  const known = [row.error_class, row.error_context?.sql_state].filter(Boolean).join(' ');
  return [known, row.error_msg].filter(Boolean).join(': ');
}

function show(all) {
  const when = time => distance(time, all.now);
  const version = all.state.build_version ? ' ' + all.state.build_version : '';
  document.title = 'z0: ' + all.state.service;
  element('service').textContent = all.state.service + version;
  fill('failing', all.failing, row =>
    [row.route, row.failures + ' of ' + row.count, row.status, error(row), when(row.ts), row.request_id], () => true);
  fill('jobs', all.jobs, row =>
    [row.declaring + '.' + row.cron, row.schedule, when(row.next_due), when(row.last_start), when(row.last_success), row.ms,
      error(row)], row => row.failed === true);
  fill('queries', all.queries, row => [row.ms, row.sql, row.in, when(row.ts)], () => false);
  fill('requests', all.requests, row =>
    [when(row.ts), row.method + ' ' + row.path, row.status, row.ms, row.db_queries, row.external_calls, row.tenant_id,
      error(row), row.request_id], row => row.failed);
  say('up since ' + all.state.started, false);
  element('tables').hidden = false;
}

function say(text, isBad) {
  element('status').textContent = text;
  element('status').classList.toggle('bad', isBad);
}

async function update() {
  clearTimeout(timer);
  const token = sessionStorage.getItem(TOKEN);
  try {
    const response = await fetch('internal/overview', token ? { headers: { Authorization: 'Bearer ' + token } } : {});
    if (response.status === 401) {
      sessionStorage.removeItem(TOKEN);
      element('login').hidden = false;
      element('tables').hidden = true;
      say(token ? 'this token is wrong' : 'a token is asked for', token !== null);
      return;
    }
    element('login').hidden = true;
    const answer = await response.json();
    if (response.ok) {
      show(answer);
    } else {
      say(answer.error, true);
    }
  } catch (problem) {
    say('no answer: ' + problem, true);
  }
  timer = setTimeout(update, EVERY_MS);
}

element('login').addEventListener('submit', event => {
  event.preventDefault();
  sessionStorage.setItem(TOKEN, element('token').value);
  element('token').value = '';
  update();
});
update();
