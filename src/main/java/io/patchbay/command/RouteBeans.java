package io.patchbay.command;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.SimpleBeanDefinitionRegistry;
import org.springframework.context.annotation.AnnotationBeanNameGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.util.ClassUtils;

/** The beans that a route can name, found by their annotations: nothing is started. */
final class RouteBeans {
    private final Map<String, Class<?>> byName = new TreeMap<>();

    RouteBeans() {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(true);
        for (BeanDefinition found : scan.findCandidateComponents("io.patchbay")) {
            Class<?> type = ClassUtils.resolveClassName(
                    found.getBeanClassName(), getClass().getClassLoader());
            byName.put(
                    AnnotationBeanNameGenerator.INSTANCE.generateBeanName(found, new SimpleBeanDefinitionRegistry()),
                    type);
            for (Method method : type.getDeclaredMethods()) {
                Bean bean = method.getAnnotation(Bean.class);
                if (bean != null) {
                    byName.put(bean.name().length == 0 ? method.getName() : bean.name()[0], method.getReturnType());
                }
            }
        }
    }

    Map<String, Class<?>> byName() {
        return byName;
    }
}
