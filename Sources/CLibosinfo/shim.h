#pragma once
#include <osinfo/osinfo.h>

// OSINFO_LIST, OSINFO_PRODUCT and OSINFO_ENTITY are casts; Swift sees each GObject type as a pointer
// to a struct of its own and cannot follow their inheritance.
static inline OsinfoList *imgbuild_list_of_systems(OsinfoOsList *systems)
{
    return (OsinfoList *)systems;
}

static inline OsinfoList *imgbuild_list_of_resources(OsinfoResourcesList *resources)
{
    return (OsinfoList *)resources;
}

static inline OsinfoProduct *imgbuild_product_of_system(OsinfoOs *system)
{
    return (OsinfoProduct *)system;
}

static inline OsinfoEntity *imgbuild_entity_of_system(OsinfoOs *system)
{
    return (OsinfoEntity *)system;
}

static inline OsinfoOs *imgbuild_system_of_entity(OsinfoEntity *entity)
{
    return (OsinfoOs *)entity;
}

static inline OsinfoResources *imgbuild_resources_of_entity(OsinfoEntity *entity)
{
    return (OsinfoResources *)entity;
}
