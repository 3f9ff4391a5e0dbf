import { Checkbox, Popover } from '@mantine/core';
import { Button } from './button.tsx';

interface ColumnChoiceProps {
  readonly columns: readonly { readonly id: string; readonly head: string }[];
  readonly hidden: Readonly<Record<string, boolean>>;
  readonly onChange: (hidden: Record<string, boolean>) => void;
}

/** Which columns are shown. The first one names the row and stays. */
export function ColumnChoice({ columns, hidden, onChange }: ColumnChoiceProps) {
  const choices = columns.slice(1).filter((column) => column.head !== '');
  return (
    <Popover position="top-end">
      <Popover.Target>
        <Button>Columns</Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className="stack">
          {choices.map((column) => (
            <Checkbox
              key={column.id}
              label={column.head}
              checked={hidden[column.id] !== false}
              onChange={(event) => onChange({ ...hidden, [column.id]: event.currentTarget.checked })}
            />
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
