import type { mappingProposal } from '@baton/contract/imports.ts';
import type { z } from 'zod';

type Mapping = z.infer<typeof mappingProposal>;

interface MappingTableProps {
  readonly mapping: Mapping;
  readonly changed?: Readonly<Record<string, string>>;
  /** Without it the table only shows. */
  readonly onChange?: (heading: string, meaning: string) => void;
}

const SURE: Record<Mapping['columns'][number]['confidence'], string> = {
  sure: 'by its heading',
  likely: 'likely',
  guess: 'a guess: look at it',
  none: 'not recognised',
};

/** What each column of a CSV is taken to mean, with samples; correctable, and remembered for the source. */
export function MappingTable({ mapping, changed = {}, onChange }: MappingTableProps) {
  const labelOf = (id: string): string => mapping.meanings.find((meaning) => meaning.id === id)?.label ?? id;
  return (
    <div className="table-scroll mapping">
      <table>
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">Means</th>
            <th scope="col">Recognised</th>
            <th scope="col">Samples</th>
          </tr>
        </thead>
        <tbody>
          {mapping.columns.map((column) => (
            <tr key={column.heading}>
              <td className="machine">{column.heading}</td>
              <td>
                {onChange ? (
                  <select
                    className="select"
                    aria-label={`Meaning of ${column.heading}`}
                    value={changed[column.heading] ?? column.meaning}
                    onChange={(event) => onChange(column.heading, event.target.value)}
                  >
                    {mapping.meanings.map((meaning) => (
                      <option key={meaning.id} value={meaning.id}>
                        {meaning.label}
                      </option>
                    ))}
                  </select>
                ) : (
                  labelOf(column.meaning)
                )}
              </td>
              <td className={column.confidence === 'guess' ? undefined : 'faint'}>
                {changed[column.heading] ? 'corrected by you' : SURE[column.confidence]}
              </td>
              <td className="machine quiet">{column.samples.slice(0, 3).join(' · ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
