// SPDX-License-Identifier: Apache-2.0
// Security descriptors, access lists, subject contexts and tokens.
//
// Threads: as the contract says for each.
// Memory: as the contract says for each.
// Errors: NTSTATUS.
#pragma once

#include "generated/ntifs_types.h"

typedef struct _SE_EXPORTS {
  LUID SeCreateTokenPrivilege, SeAssignPrimaryTokenPrivilege, SeLockMemoryPrivilege, SeIncreaseQuotaPrivilege;
  LUID SeUnsolicitedInputPrivilege, SeTcbPrivilege, SeSecurityPrivilege, SeTakeOwnershipPrivilege;
  LUID SeLoadDriverPrivilege, SeCreatePagefilePrivilege, SeIncreaseBasePriorityPrivilege, SeSystemProfilePrivilege;
  LUID SeSystemtimePrivilege, SeProfileSingleProcessPrivilege, SeCreatePermanentPrivilege, SeBackupPrivilege;
  LUID SeRestorePrivilege, SeShutdownPrivilege, SeDebugPrivilege, SeAuditPrivilege, SeSystemEnvironmentPrivilege;
  LUID SeChangeNotifyPrivilege, SeRemoteShutdownPrivilege;
  PSID SeNullSid, SeWorldSid, SeLocalSid, SeCreatorOwnerSid, SeCreatorGroupSid;
  PSID SeNtAuthoritySid, SeDialupSid, SeNetworkSid, SeBatchSid, SeInteractiveSid;
  PSID SeLocalSystemSid, SeAliasAdminsSid, SeAliasUsersSid, SeAliasGuestsSid, SeAliasPowerUsersSid;
  PSID SeAliasAccountOpsSid, SeAliasSystemOpsSid, SeAliasPrintOpsSid, SeAliasBackupOpsSid;
  PSID SeAuthenticatedUsersSid, SeRestrictedSid, SeAnonymousLogonSid;
  LUID SeUndockPrivilege, SeSyncAgentPrivilege, SeEnableDelegationPrivilege;
  PSID SeLocalServiceSid, SeNetworkServiceSid;
} SE_EXPORTS, *PSE_EXPORTS;

EXTERN_C_START
extern PSE_EXPORTS SeExports;
NTSTATUS RtlInitializeSid(PSID Sid, PSID_IDENTIFIER_AUTHORITY Authority, UCHAR SubAuthorityCount);
PULONG RtlSubAuthoritySid(PSID Sid, ULONG Index);
PUCHAR RtlSubAuthorityCountSid(PSID Sid);
ULONG RtlLengthRequiredSid(ULONG SubAuthorityCount);
NTSTATUS RtlSetOwnerSecurityDescriptor(PSECURITY_DESCRIPTOR Descriptor, PSID Owner, BOOLEAN Defaulted);
NTSTATUS RtlSetGroupSecurityDescriptor(PSECURITY_DESCRIPTOR Descriptor, PSID Group, BOOLEAN Defaulted);
NTSTATUS RtlGetOwnerSecurityDescriptor(PSECURITY_DESCRIPTOR Descriptor, PSID* Owner, PBOOLEAN Defaulted);
NTSTATUS RtlGetDaclSecurityDescriptor(PSECURITY_DESCRIPTOR Descriptor, PBOOLEAN Present, PACL* Dacl, PBOOLEAN Defaulted);
BOOLEAN RtlValidSecurityDescriptor(PSECURITY_DESCRIPTOR Descriptor);
ULONG RtlLengthSecurityDescriptor(PSECURITY_DESCRIPTOR Descriptor);
NTSTATUS RtlGetAce(PACL Acl, ULONG Index, PVOID* Ace);
NTSTATUS RtlAddAccessAllowedAceEx(PACL Acl, ULONG Revision, ULONG Flags, ACCESS_MASK Mask, PSID Sid);
NTSTATUS RtlAbsoluteToSelfRelativeSD(PSECURITY_DESCRIPTOR Absolute, PSECURITY_DESCRIPTOR SelfRelative, PULONG Bytes);
VOID SeCaptureSubjectContext(PSECURITY_SUBJECT_CONTEXT Context);
VOID SeReleaseSubjectContext(PSECURITY_SUBJECT_CONTEXT Context);
VOID SeLockSubjectContext(PSECURITY_SUBJECT_CONTEXT Context);
VOID SeUnlockSubjectContext(PSECURITY_SUBJECT_CONTEXT Context);
NTSTATUS SeQueryInformationToken(PACCESS_TOKEN Token, TOKEN_INFORMATION_CLASS Class, PVOID* Information);
BOOLEAN SeTokenIsAdmin(PACCESS_TOKEN Token);
NTSTATUS ZwOpenProcessTokenEx(HANDLE Process, ACCESS_MASK DesiredAccess, ULONG Attributes, PHANDLE Token);
NTSTATUS ZwOpenThreadTokenEx(HANDLE Thread, ACCESS_MASK DesiredAccess, BOOLEAN OpenAsSelf, ULONG Attributes, PHANDLE Token);
EXTERN_C_END
