import type { EmailSettings } from '@baton/contract/connections.ts';
import type { AllowedHosts } from '../guarded-fetch/address-guard.ts';
import { openGuardedSocket } from '../guarded-fetch/guarded-socket.ts';
import { ServiceError } from '../service-error.ts';
import { cutWords, LOOK_WHETHER_IT_RUNS, type Outcome } from './outcome.ts';

const TIMEOUT_SECONDS = 20;

export interface MailServer {
  readonly settings: EmailSettings;
  readonly password: string | null;
  readonly allowPrivateHosts: AllowedHosts;
}

export interface Mail {
  /** The same at every attempt, by which mail programs know one again that comes twice. */
  readonly id: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachment?: { readonly fileName: string; readonly content: Buffer; readonly type: string };
}

/** Hands a message to the mail server (RFC 5321). Arrived means that the server took it. */
export async function sendMail(server: MailServer, mail: Mail): Promise<Outcome> {
  const transport = await transportOf(server);
  const { attachment } = mail;
  try {
    const { response } = await transport.sendMail({
      messageId: `<${mail.id}@${domainOf(server.settings.from)}>`,
      from: { name: 'Baton', address: server.settings.from },
      to: mail.to,
      subject: mail.subject.replaceAll(/\s+/g, ' '),
      text: mail.text,
      html: mail.html,
      // RFC 3834: no answer by a machine.
      headers: { 'Auto-Submitted': 'auto-generated' },
      ...(attachment === undefined
        ? {}
        : {
            attachments: [{ filename: attachment.fileName, content: attachment.content, contentType: attachment.type }],
          }),
    });
    return { arrived: true, said: cutWords(String(response)) };
  } catch (error) {
    return explain(error, server.settings);
  } finally {
    transport.close();
  }
}

async function transportOf({ settings, password, allowPrivateHosts }: MailServer) {
  // Loaded when the first mail goes: a start does not wait for it.
  const { default: nodemailer } = await import('nodemailer');
  const { host, port, security, user, authority } = settings;
  return nodemailer.createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    connectionTimeout: TIMEOUT_SECONDS * 1000,
    greetingTimeout: TIMEOUT_SECONDS * 1000,
    socketTimeout: TIMEOUT_SECONDS * 1000,
    // Files and addresses come from Baton alone; a message cannot make it read any.
    disableFileAccess: true,
    disableUrlAccess: true,
    tls: { servername: host, ...(authority === null ? {} : { ca: authority }) },
    ...(user === null || password === null ? {} : { auth: { user, pass: password } }),
    getSocket: (_options, done) => {
      openGuardedSocket({ host, port, allowPrivateHosts, timeoutSeconds: TIMEOUT_SECONDS }).then(
        (connection) => done(null, { connection }),
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error)), false),
      );
    },
  });
}

function domainOf(address: string): string {
  return address.split('@').at(-1) ?? 'localhost';
}

function explain(error: unknown, { host, port }: EmailSettings): Outcome {
  const failed = { arrived: false, retryAfterSeconds: null, final: false, onlyThis: false } as const;
  if (error instanceof ServiceError)
    return { ...failed, said: '', problem: error.message, hint: error.hint ?? LOOK_WHETHER_IT_RUNS };
  if (!(error instanceof Error)) throw error;
  const code = 'code' in error ? String(error.code) : '';
  const answer = 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : null;
  const said = cutWords('response' in error && typeof error.response === 'string' ? error.response : error.message);
  const place = `${host}:${port}`;
  if (code === 'EAUTH')
    return { ...failed, said, problem: `${place} refuses user and password.`, hint: 'Give them anew.' };
  if (code === 'ETLS' || code === 'ESOCKET' || /certificate|TLS|SSL/i.test(error.message)) {
    const hint = 'Look at port and kind of security; where its certificate is of an authority of your own, add it.';
    return { ...failed, said, problem: `${place} and Baton do not agree on TLS.`, hint };
  }
  if (answer !== null && answer >= 500) {
    const hint = 'Look at the address, and at what the mail server said.';
    return {
      ...failed,
      said,
      problem: `${place} does not take this message (${answer}).`,
      hint,
      final: true,
      onlyThis: true,
    };
  }
  if (answer !== null) {
    const hint = 'Nothing, unless it lasts: Baton tries again.';
    return { ...failed, said, problem: `${place} does not take it now (${answer}).`, hint, onlyThis: true };
  }
  return {
    ...failed,
    said,
    problem: `${place} does not answer as a mail server does.`,
    hint: 'Look at host and port.',
  };
}
