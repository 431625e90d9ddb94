import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import { insideOf } from './screen.js';
import { AccessPlayground } from './playground/playground.js';

if (!customElements.get('access-playground')) customElements.define('access-playground', AccessPlayground);

interface Args {
  policy: string;
}

/** Any policy, any person, any question: the answer, and why. Everything can be changed and is asked at once. */
export default {
  title: 'Provost/Playground',
  argTypes: {
    policy: {
      control: 'select',
      options: [
        'standard',
        'group-leader',
        'site-group-session',
        'editor-viewer',
        'role-levels',
        'lms-roles',
      ],
    },
  },
  render: ({ policy }) => html`<access-playground policy=${policy}></access-playground>`,
} satisfies Meta<Args>;

type Story = StoryObj<Args>;

const answers = (text: string) => (canvas: HTMLElement) =>
  waitFor(() =>
    expect(insideOf(canvas, 'access-playground').getByRole('heading', { name: text })).toBeVisible(),
  );

/** Puts a text into a field: typing letter by letter asks for the focus, which a field in a shadow root has not got. */
function put(field: HTMLElement | undefined, text: string, event: 'input' | 'change'): void {
  (field as HTMLInputElement).value = text;
  field?.dispatchEvent(new Event(event));
}

/** A leader looks at the progress of a member of a group they lead. */
export const GroupLeader: Story = {
  args: { policy: 'group-leader' },
  play: async ({ canvasElement }) => answers('✓ Allowed')(canvasElement),
};

/** A coordinator enrols somebody they administer in a course of the group they coordinate: both are checked. */
export const Coordinator: Story = {
  args: { policy: 'site-group-session' },
  play: async ({ canvasElement }) => {
    await answers('✓ Allowed')(canvasElement);
    const inside = insideOf(canvasElement, 'access-playground');
    const [, group] = inside.getAllByRole('textbox', { name: 'lies by “group” in' });
    put(group, 'elsewhere', 'change');
    await answers('✕ Refused')(canvasElement);
  },
};

/** An Editor of one area does not delete the group: what is missing is named, with who gives it. */
export const EditorOfOneArea: Story = {
  args: { policy: 'editor-viewer' },
  play: async ({ canvasElement }) => answers('✕ Refused')(canvasElement),
};

/** An instructor, and a learner of another course. */
export const Instructor: Story = {
  args: { policy: 'role-levels' },
  play: async ({ canvasElement }) => answers('✕ Refused')(canvasElement),
};

/** A manager books a member of their team onto any event. */
export const Manager: Story = {
  args: { policy: 'lms-roles' },
  play: async ({ canvasElement }) => answers('✓ Allowed')(canvasElement),
};

/** A policy with a fault says where it is. */
export const Fault: Story = {
  args: { policy: 'group-leader' },
  play: async ({ canvasElement }) => {
    const inside = insideOf(canvasElement, 'access-playground');
    const text = await waitFor(
      () => inside.getByRole('textbox', { name: 'Policy as data' }) as HTMLTextAreaElement,
    );
    put(text, text.value.replace('"label"', '"lable"'), 'input');
    await waitFor(() => expect(inside.getByText('is not known here')).toBeVisible());
  },
};
