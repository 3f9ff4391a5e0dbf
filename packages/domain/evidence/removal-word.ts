const REMOVED =
  /\b(un-?install(ed|ation)?|removed|removal|no longer installed|deinstall\w*|entfernt|desinstall\w*|supprimee?|eliminad[oa]|desinstalad[oa])\b/i;

/** Whether a tool's word of a program says that it was taken off the device: "Uninstalled", "Removal successful", "Deinstalliert". */
export function isRemovalWord(raw: string): boolean {
  return REMOVED.test(raw.normalize('NFD').replace(/\p{M}/gu, ''));
}
