// Copyright (c) 2026 Skylift contributors
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// Fails unless the page answers well and says what it should.
exports.handler = async () => {
  const { PAGE_URL, PAGE_TEXT } = process.env;
  const answer = await fetch(PAGE_URL, { signal: AbortSignal.timeout(30000) });
  if (!answer.ok) throw new Error(`${PAGE_URL} answered ${answer.status}`);
  const page = await answer.text();
  if (PAGE_TEXT && !page.includes(PAGE_TEXT)) throw new Error(`${PAGE_URL} does not say "${PAGE_TEXT}"`);
};
