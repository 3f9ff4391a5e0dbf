import type { Command } from 'commander';
import { assignCommand } from './assign.ts';
import { auditCommand } from './audit.ts';
import { boardCommand, bridgeCommand } from './board.ts';
import { breachesCommand } from './breaches.ts';
import { cellsCommand } from './cells.ts';
import { charterCommand } from './charter.ts';
import { compareCommand } from './compare.ts';
import { confirmCommand, upholdCommand } from './confirm.ts';
import { connectCommand } from './connect.ts';
import { coverageCommand } from './coverage.ts';
import { cycleCommand } from './cycle.ts';
import { deviceCommand } from './device.ts';
import { rebootCommand, requestsCommand, rescanCommand } from './device-requests.ts';
import { devicesCommand } from './devices.ts';
import { diffCommand } from './diff.ts';
import { disagreementsCommand } from './disagreements.ts';
import { dutyCommand } from './duty.ts';
import { exceptionCommand } from './exception.ts';
import { forMeCommand } from './for-me.ts';
import { importCommand } from './import.ts';
import { importsCommand } from './imports.ts';
import { knowledgeCommand } from './knowledge.ts';
import { leadershipCommand } from './leadership.ts';
import { logCommand } from './log.ts';
import { passkeysCommand } from './passkeys.ts';
import { pauseCommand } from './pause.ts';
import { peopleCommand } from './people.ts';
import { policyCommand } from './policy.ts';
import { answerCommand, askCommand, questionsCommand } from './questions.ts';
import { reconcileCommand } from './reconcile.ts';
import { remediationCommand } from './remediation.ts';
import { rulesCommand } from './rules.ts';
import { scopesCommand } from './scopes.ts';
import { scorecardCommand } from './scorecard.ts';
import { searchCommand } from './search.ts';
import { signInCommand, signOutCommand } from './sign-in.ts';
import { trendCommand } from './trend.ts';
import { vexCommand } from './vex.ts';
import { whoamiCommand } from './whoami.ts';
import { whyCommand } from './why.ts';
import { windowsCommand } from './windows.ts';

/** Every command, in the order that help shows them. */
export const COMMANDS: readonly (() => Command)[] = [
  compareCommand,
  signInCommand,
  signOutCommand,
  whoamiCommand,
  importCommand,
  importsCommand,
  boardCommand,
  bridgeCommand,
  diffCommand,
  trendCommand,
  coverageCommand,
  scopesCommand,
  cellsCommand,
  whyCommand,
  confirmCommand,
  upholdCommand,
  scorecardCommand,
  vexCommand,
  rulesCommand,
  disagreementsCommand,
  assignCommand,
  askCommand,
  answerCommand,
  questionsCommand,
  rescanCommand,
  rebootCommand,
  requestsCommand,
  remediationCommand,
  exceptionCommand,
  charterCommand,
  dutyCommand,
  policyCommand,
  pauseCommand,
  breachesCommand,
  windowsCommand,
  forMeCommand,
  devicesCommand,
  deviceCommand,
  knowledgeCommand,
  searchCommand,
  reconcileCommand,
  peopleCommand,
  passkeysCommand,
  connectCommand,
  leadershipCommand,
  cycleCommand,
  logCommand,
  auditCommand,
];
