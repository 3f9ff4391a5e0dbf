import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

test('is complete without any setting: loopback, one process, data below the home folder', () => {
  const config = readConfig([], {});
  expect(config).toMatchObject({
    role: 'all',
    host: '127.0.0.1',
    port: 4500,
    trustProxy: false,
    allowPrivateHosts: [],
  });
  expect(config.dataFolder).toMatch(/\.baton$/);
  expect(config.databaseUrl).toBeUndefined();
});

test('takes a flag before the environment, and an empty variable for none', () => {
  const environment = { BATON_PORT: '4000', BATON_ROLE: '', BATON_ALLOW_PRIVATE_HOSTS: 'Mirror.lan, 10.0.0.0/8' };
  expect(readConfig(['--port', '5000'], environment)).toMatchObject({
    port: 5000,
    role: 'all',
    allowPrivateHosts: ['mirror.lan', '10.0.0.0/8'],
  });
  expect(readConfig(['--port=0'], environment).port).toBe(0);
});

test('names every setting that cannot be used, by flag and variable', () => {
  expect(() => readConfig(['--port', '70000', '--role', 'boss'], {})).toThrow(
    /--role \(BATON_ROLE\)[\s\S]*--port \(BATON_PORT\)/,
  );
});

test('answers an unknown flag with those that there are', () => {
  expect(() => readConfig(['--prot', '1'], {})).toThrow(/--prot[\s\S]*--port … \(BATON_PORT\)/);
});
