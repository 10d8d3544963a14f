// Copyright (c) 2026 Skylift contributors
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// Asks the API to assign the week's homework. The SDK comes with the runtime.
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";

const ssm = new SSMClient({});

// An event that is delivered twice must not assign the homework twice: the key stays the same for an ISO week.
export function isoWeek(date) {
  const thursday = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()));
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7));
  const newYear = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  const week = Math.ceil(((thursday - newYear) / 86_400_000 + 1) / 7);
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, "0")}`;
}

// The secret is read in every run, so that a rotated one counts at once.
async function cronSecret() {
  const command = new GetParameterCommand({ Name: process.env.CRON_SECRET_PARAMETER, WithDecryption: true });
  return (await ssm.send(command)).Parameter.Value;
}

// AWS tells the address of a service as a host or as a URL.
function api(path) {
  const endpoint = process.env.API_ENDPOINT;
  return `${endpoint.includes("://") ? endpoint : `https://${endpoint}`}${path}`;
}

export async function handler() {
  const week = isoWeek(new Date());
  try {
    const response = await fetch(api("/api/v1/cron/assign-homework"), {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "Idempotency-Key": `assign-homework-${week}`,
        "X-Cron-Secret": await cronSecret(),
      },
      body: "{}",
      signal: AbortSignal.timeout(Number(process.env.HTTP_TIMEOUT_MS)),
    });
    const body = await response.text();
    if (!response.ok) {
      throw new Error(`the API answered ${response.status}: ${body.slice(0, 500)}`);
    }
    console.log(JSON.stringify({ message: "homework assigned", week, result: body }));
    return { statusCode: 200, body: JSON.stringify({ message: "homework assigned", result: body }) };
  } catch (error) {
    // Thrown again: only then does Lambda count an error, try once more and keep the event.
    console.error(JSON.stringify({ message: "homework not assigned", week, error: String(error) }));
    throw error;
  }
}
