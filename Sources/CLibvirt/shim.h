#pragma once
#include <libvirt/libvirt.h>
#include <libvirt/libvirt-qemu.h>
#include <libvirt/virterror.h>

// libvirt takes every event callback as one generic function type, and the C macro that casts to it
// is not imported into Swift; Swift cannot cast between C function types with different arguments.
static inline int imgbuild_register_lifecycle_callback(
    virConnectPtr connection, virConnectDomainEventCallback callback, void *opaque,
    virFreeCallback release)
{
    return virConnectDomainEventRegisterAny(
        connection, 0, VIR_DOMAIN_EVENT_ID_LIFECYCLE, VIR_DOMAIN_EVENT_CALLBACK(callback),
        opaque, release);
}
