/** Which component draws which element. */
import type { ActionsBlockElement, InputBlock, SectionBlockAccessory } from "@slack/types";
import { SmallImage } from "../Image.tsx";
import { Placeholder } from "../Placeholder.tsx";
import { type Field, idOf, type Scene } from "../scene.ts";
import { Button } from "./Button.tsx";
import { Checkboxes, RadioButtons } from "./Choices.tsx";
import { ExternalSelect } from "./ExternalSelect.tsx";
import { MultiSelect } from "./MultiSelect.tsx";
import { Overflow } from "./Overflow.tsx";
import { Picker } from "./Picker.tsx";
import { placeholderOf } from "./placeholders.ts";
import { Select } from "./Select.tsx";
import { TextInput } from "./TextInput.tsx";

interface AccessoryProps {
  readonly element: ActionsBlockElement | SectionBlockAccessory;
  readonly blockId: string;
  readonly scene: Scene;
  /** The text that the element stands beside, which says more about it. */
  readonly besideId: string | undefined;
}

/** An element of a section or of a row of actions: nothing labels it but its own words. */
export function Accessory({ element, blockId, scene, besideId }: AccessoryProps) {
  if (element.type === "image") return <SmallImage image={element} size={88} />;
  const place = { blockId, actionId: element.action_id ?? "" };
  const field: Field = {
    id: idOf(scene, blockId, place.actionId),
    label: placeholderOf(element),
    describedBy: besideId,
  };
  switch (element.type) {
    case "button":
      return <Button element={element} place={place} field={field} scene={scene} />;
    case "overflow":
      return <Overflow element={element} place={place} field={field} scene={scene} />;
    default:
      return <Choosable element={element} place={place} field={field} scene={scene} />;
  }
}

interface InputElementProps {
  readonly block: InputBlock;
  readonly element: InputBlock["element"];
  readonly scene: Scene;
  readonly field: Field;
}

/** An element of a form, which its block labels. */
export function InputElement({ block, element, scene, field }: InputElementProps) {
  const place = { blockId: block.block_id ?? "", actionId: element.action_id ?? "" };
  switch (element.type) {
    case "plain_text_input":
    case "email_text_input":
    case "url_text_input":
    case "number_input":
      return (
        <TextInput
          key={place.actionId}
          element={element}
          place={place}
          field={field}
          scene={scene}
          dispatches={block.dispatch_action === true}
        />
      );
    default:
      return <Choosable element={element} place={place} field={field} scene={scene} />;
  }
}

/** Whether an element is several controls, which a group names rather than a label. */
export function isGroup(element: InputBlock["element"]): boolean {
  return (
    ["radio_buttons", "checkboxes", "file_input", "rich_text_input"].includes(element.type) ||
    element.type.startsWith("multi_")
  );
}

interface ChoosableProps {
  readonly element: Exclude<
    ActionsBlockElement | SectionBlockAccessory | InputBlock["element"],
    { type: "image" }
  >;
  readonly place: { readonly blockId: string; readonly actionId: string };
  readonly field: Field;
  readonly scene: Scene;
}

/** What may stand in any of the three blocks. */
function Choosable({ element, ...rest }: ChoosableProps) {
  const key = rest.place.actionId;
  switch (element.type) {
    case "static_select":
    case "users_select":
    case "channels_select":
    case "conversations_select":
      return <Select key={key} element={element} {...rest} />;
    case "external_select":
    case "multi_external_select":
      return <ExternalSelect key={key} element={element} {...rest} />;
    case "multi_static_select":
    case "multi_users_select":
    case "multi_channels_select":
    case "multi_conversations_select":
      return <MultiSelect key={key} element={element} {...rest} />;
    case "datepicker":
    case "timepicker":
    case "datetimepicker":
      return <Picker key={key} element={element} {...rest} />;
    case "radio_buttons":
      return <RadioButtons key={key} element={element} {...rest} />;
    case "checkboxes":
      return <Checkboxes key={key} element={element} {...rest} />;
    default:
      return <Placeholder part={element} />;
  }
}
