import { CalendarsPanel } from './calendars-panel.tsx';
import { ConnectionsPanel } from './connections-panel.tsx';
import { DeliveriesPanel } from './deliveries-panel.tsx';
import { NewConnection } from './new-connection.tsx';
import './connections.css';

/** Other tools: what is connected, how to connect more, what was sent, and own calendars. */
export function ConnectionsSection() {
  return (
    <>
      <ConnectionsPanel />
      <NewConnection />
      <DeliveriesPanel />
      <CalendarsPanel />
    </>
  );
}
