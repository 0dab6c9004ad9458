// SPDX-License-Identifier: Apache-2.0
// Elements of a prompt: they keep what they are told and are never shown.
#include <winrt/Windows.Networking.Vpn.h>

#include "winrt/factories.h"
#include "winrt/stored_property.h"

namespace penstock::projection {

namespace vpn = winrt::Windows::Networking::Vpn;
namespace collections = winrt::Windows::Foundation::Collections;
using winrt::hstring;

namespace {

struct Element {
  PENSTOCK_STORED_VALUE(hstring, DisplayName, name_);
  PENSTOCK_STORED_VALUE(bool, Compulsory, compulsory_) = false;
  PENSTOCK_STORED_VALUE(bool, Emphasized, emphasized_) = false;
};
struct BooleanInput
    : winrt::implements<BooleanInput, vpn::IVpnCustomPromptBooleanInput, vpn::IVpnCustomPromptElement>,
      Element {
  PENSTOCK_STORED_VALUE(bool, InitialValue, initial_) = false;
  bool Value() const { return initial_; }
};
struct OptionSelector
    : winrt::implements<OptionSelector, vpn::IVpnCustomPromptOptionSelector, vpn::IVpnCustomPromptElement>,
      Element {
  PENSTOCK_STORED_VECTOR(hstring, Options, options_);
  std::uint32_t SelectedIndex() const { return 0; }
};
struct PromptText : winrt::implements<PromptText, vpn::IVpnCustomPromptText, vpn::IVpnCustomPromptElement>,
                    Element {
  PENSTOCK_STORED_VALUE(hstring, Text, text_);
};
struct TextInput : winrt::implements<TextInput, vpn::IVpnCustomPromptTextInput, vpn::IVpnCustomPromptElement>,
                   Element {
  PENSTOCK_STORED_VALUE(hstring, PlaceholderText, placeholder_);
  PENSTOCK_STORED_VALUE(bool, IsTextHidden, hidden_) = false;
  hstring Text() const { return {}; }
};

struct LegacyElement {
  PENSTOCK_STORED_VALUE(hstring, Label, label_);
  PENSTOCK_STORED_VALUE(bool, Compulsory, compulsory_) = false;
  PENSTOCK_STORED_VALUE(bool, Bordered, bordered_) = false;
};
struct CheckBox : winrt::implements<CheckBox, vpn::IVpnCustomCheckBox, vpn::IVpnCustomPrompt>, LegacyElement {
  PENSTOCK_STORED_VALUE(bool, InitialCheckState, initial_) = false;
  bool Checked() const { return initial_; }
};
struct ComboBox : winrt::implements<ComboBox, vpn::IVpnCustomComboBox, vpn::IVpnCustomPrompt>, LegacyElement {
  PENSTOCK_STORED_VALUE(collections::IVectorView<hstring>, OptionsText, options_){nullptr};
  std::uint32_t Selected() const { return 0; }
};
struct EditBox : winrt::implements<EditBox, vpn::IVpnCustomEditBox, vpn::IVpnCustomPrompt>, LegacyElement {
  PENSTOCK_STORED_VALUE(hstring, DefaultText, default_);
  PENSTOCK_STORED_VALUE(bool, NoEcho, no_echo_) = false;
  hstring Text() const { return default_; }
};
struct ErrorBox : winrt::implements<ErrorBox, vpn::IVpnCustomErrorBox, vpn::IVpnCustomPrompt>,
                  LegacyElement {};
struct TextBox : winrt::implements<TextBox, vpn::IVpnCustomTextBox, vpn::IVpnCustomPrompt>, LegacyElement {
  PENSTOCK_STORED_VALUE(hstring, DisplayText, text_);
};

}  // namespace

Factory make_prompt_boolean_input_factory() { return make_plain_factory<BooleanInput>(); }
Factory make_prompt_option_selector_factory() { return make_plain_factory<OptionSelector>(); }
Factory make_prompt_text_factory() { return make_plain_factory<PromptText>(); }
Factory make_prompt_text_input_factory() { return make_plain_factory<TextInput>(); }
Factory make_custom_check_box_factory() { return make_plain_factory<CheckBox>(); }
Factory make_custom_combo_box_factory() { return make_plain_factory<ComboBox>(); }
Factory make_custom_edit_box_factory() { return make_plain_factory<EditBox>(); }
Factory make_custom_error_box_factory() { return make_plain_factory<ErrorBox>(); }
Factory make_custom_text_box_factory() { return make_plain_factory<TextBox>(); }

}  // namespace penstock::projection
