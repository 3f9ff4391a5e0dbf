import { Textarea, TextInput } from '@mantine/core';

/** What a request is about, as it is being written. */
export interface TargetWish {
  readonly kind: 'fix' | 'product';
  /** The fix, or a package or fix of the product. */
  readonly name: string;
  readonly by: 'names' | 'scope';
  readonly names: string;
  readonly scope: string;
}

/** As the API takes it. */
export function wishBody({ kind, name, by, names, scope }: TargetWish) {
  const said = name.trim();
  return {
    target: kind === 'fix' ? ({ kind, fix: said } as const) : ({ kind, product: said } as const),
    devices:
      by === 'scope'
        ? { scope: scope.trim() }
        : {
            names: names
              .split(/[\n,;]/)
              .map((one) => one.trim())
              .filter((one) => one !== ''),
          },
  };
}

interface TargetFieldsProps {
  readonly wish: TargetWish;
  readonly onChange: (wish: TargetWish) => void;
}

/** One fix or every fix of a product, on devices by name or by scope. */
export function TargetFields({ wish, onChange }: TargetFieldsProps) {
  const set = (patch: Partial<TargetWish>) => onChange({ ...wish, ...patch });
  return (
    <>
      <fieldset className="exception-choose">
        <legend>What is not applied</legend>
        <Radio name="kind" checked={wish.kind === 'fix'} onChoose={() => set({ kind: 'fix' })}>
          this fix
        </Radio>
        <Radio name="kind" checked={wish.kind === 'product'} onChoose={() => set({ kind: 'product' })}>
          every fix of its product, while it lasts
        </Radio>
      </fieldset>
      <TextInput
        label={wish.kind === 'fix' ? 'Fix' : 'Product, by its package or one of its fixes'}
        placeholder={wish.kind === 'fix' ? 'KB5044273' : 'openssl'}
        required
        withAsterisk={false}
        value={wish.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <fieldset className="exception-choose">
        <legend>On which devices</legend>
        <Radio name="by" checked={wish.by === 'scope'} onChoose={() => set({ by: 'scope' })}>
          those of a scope that need it now
        </Radio>
        <Radio name="by" checked={wish.by === 'names'} onChoose={() => set({ by: 'names' })}>
          those that are named
        </Radio>
      </fieldset>
      {wish.by === 'scope' ? (
        <TextInput
          label="Scope"
          placeholder="group:laboratory;site:Berlin"
          description="Empty: every device that needs it. A device that comes into the scope later is not among them."
          value={wish.scope}
          onChange={(event) => set({ scope: event.currentTarget.value })}
        />
      ) : (
        <Textarea
          label="Devices, one a line"
          required
          withAsterisk={false}
          autosize
          minRows={2}
          maxRows={8}
          value={wish.names}
          onChange={(event) => set({ names: event.currentTarget.value })}
        />
      )}
    </>
  );
}

interface RadioProps {
  readonly name: string;
  readonly checked: boolean;
  readonly onChoose: () => void;
  readonly children: string;
}

function Radio({ name, checked, onChoose, children }: RadioProps) {
  return (
    <label>
      <input type="radio" name={`wish-${name}`} checked={checked} onChange={onChoose} />
      {children}
    </label>
  );
}
