/** Where the name of the product ends in the name of a check. */
const ENDS = [
  /\s*(?:<|>|&lt;)=?\s*\S.*$/,
  /\s+(?:\d+\.(?:x|\d)\S*|\d+)(?:\s+.*)?$/,
  // Words that products bear too ("SQL Server", "Remote Desktop Manager") end a name only with what makes them a flaw.
  /\s+(?:Multiple|Unspecified|Remote (?:Code|Command|Unauth\w*|Privilege|Denial|DoS|Buffer|Heap|Memory|File)|Arbitrary|Denial|DoS|Buffer|Heap|Memory (?:Corruption|Leak|Disclosure|Exhaustion|Safety)|Use[- ]After|Privilege|Elevation|Information (?:Disclosure|Leak|Exposure)|Security (?:Update|Bypass)|Cross-Site|XSS|SQL Injection|SQLi|Code Execution|RCE|Vulnerabilit|Unsupported|SEoL|Out-of-Bounds|Path Traversal|Directory Traversal|Authentication (?:Bypass|Weakness)|Improper|Server[- ]Side (?:Request|Template)|Detection)\b.*$/i,
  /\s*\((?:CVE|APSB|VMSA|macOS|Unix|Linux|Windows|credentialed|un?credentialed|[A-Z][a-z]+ \d{4}).*$/,
];

/** Names of checks are shorter. The patterns go over a text several times, so it must not be as long as an attribute can be. */
const LONGEST_NAME = 500;

/** "Google Chrome" from "Google Chrome < 129.0.6668.89 Multiple Vulnerabilities"; null where nothing remains. */
export function applicationOf(pluginName: string): string | null {
  let name = pluginName.slice(0, LONGEST_NAME).replace(/^(?:Security Updates? for|KB\d+:)\s+/i, '');
  for (const end of ENDS) name = name.replace(end, '');
  name = name.replace(/[\s,:;-]+$/, '').trim();
  return name === '' ? null : name;
}
